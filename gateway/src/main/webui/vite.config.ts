import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { FIRST_PARTS } from './src/route';

const OUT = '../../../target/classes/console';

/**
 * The gateway serves what `files.txt` lists, since a native image cannot list a folder of its own, and answers
 * `index.html` at the addresses in `pages.txt`. Beside each file is what Brotli makes of it, for Java has no encoder of
 * it.
 */
function fileList(): Plugin {
    return {
        name: 'file-list',
        apply: 'build',
        closeBundle() {
            const out = join(import.meta.dirname, OUT);
            const files = readdirSync(out, { recursive: true, withFileTypes: true })
                .filter((entry) => entry.isFile() && entry.name !== 'files.txt')
                .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1).replaceAll('\\', '/'));
            for (const file of files) {
                writeFileSync(join(out, `${file}.br`), brotliCompressSync(readFileSync(join(out, file))));
            }
            writeFileSync(join(out, 'files.txt'), `${files.sort().join('\n')}\n`);
            writeFileSync(join(out, 'pages.txt'), `${FIRST_PARTS.join('\n')}\n`);
        },
    };
}

/** Development serves the console on its own port and sends calls to a running gateway. */
export default defineConfig({
    esbuild: { jsx: 'automatic' },
    plugins: [fileList()],
    build: { target: 'es2022', outDir: OUT, emptyOutDir: true, assetsInlineLimit: 0 },
    server: { proxy: { '/api': { target: 'http://localhost:8080', ws: true }, '/log': 'http://localhost:8080' } },
});
