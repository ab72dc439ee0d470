import { existsSync } from 'node:fs';
import { type Browser, chromium as playwright } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'].concat(
    '--disable-background-networking',
    '--disable-component-update',
);

/** An installed Chromium, or the one that comes from npm, which needs nothing of the machine. */
export async function launch(): Promise<Browser> {
    const installed = INSTALLED.find((path) => existsSync(path));
    if (installed !== undefined) {
        return playwright.launch({ executablePath: installed, args: QUIET });
    }
    process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'; // makes the package unpack its libraries too
    const { default: bundled } = await import('@sparticuz/chromium');
    return playwright.launch({
        executablePath: await bundled.executablePath(),
        args: [...bundled.args, ...QUIET],
        headless: true,
    });
}
