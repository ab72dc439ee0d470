package dev.almanac.audit.archive;

import dev.almanac.audit.publish.ArchiveFiles;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.kit.security.Sha256;
import dev.almanac.log.EntryBundle;
import dev.almanac.log.Hash;
import dev.almanac.log.MerkleTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The files of one partition: 256 bundles and 256 tiles of level 0, the tile of level 1 above them, the same leaves as
/// compressed JSON lines, and a manifest with the digest of each file in the form of `sha256sum`.
final class PartitionFiles {

    static final int ENTRIES = 65_536;

    private static final int TILES = 256;

    private final ArchiveFiles files;
    private final LogReader log;
    private final long part;
    private final StringBuilder manifest = new StringBuilder();

    PartitionFiles(ArchiveFiles files, LogReader log, long part) {
        this.files = files;
        this.log = log;
        this.part = part;
    }

    void write() throws IOException {
        Path lines = named("jsonl.gz");
        Files.createDirectories(lines.getParent());
        Path draft = draft(lines);
        MessageDigest digest = Sha256.digest();
        byte[] parents = new byte[TILES * Hash.LENGTH];
        try (OutputStream text = new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(draft), digest))) {
            for (int i = 0; i < TILES; i++) {
                byte[] tile = writeBundle(part * TILES + i, text);
                System.arraycopy(MerkleTree.fold(tile, 0, TILES), 0, parents, i * Hash.LENGTH, Hash.LENGTH);
            }
        }
        keep(draft, lines, digest.digest());
        write(files.tile(1, part), parents);
        write(named("manifest"), manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// @return the tile over the bundle
    private byte[] writeBundle(long index, OutputStream lines) throws IOException {
        List<byte[]> leaves = log.leaves(index * TILES, TILES);
        byte[] tile = new byte[TILES * Hash.LENGTH];
        for (int i = 0; i < TILES; i++) {
            lines.write(leaves.get(i));
            lines.write('\n');
            System.arraycopy(Hash.leaf(leaves.get(i)), 0, tile, i * Hash.LENGTH, Hash.LENGTH);
        }
        write(files.bundle(index), EntryBundle.of(leaves));
        write(files.tile(0, index), tile);
        return tile;
    }

    /// Reads every file again.
    ///
    /// @throws IllegalStateException when one is not what the manifest says, or all do not give the tree's root
    Sealed readBack() throws IOException {
        byte[] text = Files.readAllBytes(named("manifest"));
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
            Path file = files.folder().resolve(line.substring(66));
            require(
                    HexFormat.of()
                            .formatHex(Sha256.digest().digest(Files.readAllBytes(file)))
                            .equals(line.substring(0, 64)),
                    file + " is not what was written");
        }
        byte[] parents = new byte[TILES * Hash.LENGTH];
        for (int i = 0; i < TILES; i++) {
            byte[] tile = tileOfBundle(part * TILES + i);
            require(
                    Arrays.equals(tile, Files.readAllBytes(files.tile(0, part * TILES + i))),
                    "tile " + i + " does not hold the hashes of its bundle");
            System.arraycopy(MerkleTree.fold(tile, 0, TILES), 0, parents, i * Hash.LENGTH, Hash.LENGTH);
        }
        byte[] root = MerkleTree.fold(parents, 0, TILES);
        require(Arrays.equals(root, log.partitionRoot(part)), "the files do not give the root of the log's tree");
        requireLines();
        return new Sealed(root, Sha256.digest().digest(text));
    }

    private byte[] tileOfBundle(long index) throws IOException {
        List<byte[]> leaves = EntryBundle.parse(Files.readAllBytes(files.bundle(index)));
        require(leaves.size() == TILES, "bundle " + index + " has " + leaves.size() + " entries");
        byte[] tile = new byte[TILES * Hash.LENGTH];
        for (int i = 0; i < TILES; i++) {
            System.arraycopy(Hash.leaf(leaves.get(i)), 0, tile, i * Hash.LENGTH, Hash.LENGTH);
        }
        return tile;
    }

    private void requireLines() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(named("jsonl.gz"))), StandardCharsets.UTF_8))) {
            require(lines.lines().count() == ENTRIES, "the lines are not as many as the entries");
        }
    }

    private Path named(String kind) {
        return files.partition(part, kind);
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = draft(file);
        Files.write(draft, bytes);
        keep(draft, file, Sha256.digest().digest(bytes));
    }

    private void keep(Path draft, Path file, byte[] digest) throws IOException {
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true); // the new name, too, must survive a power cut
        }
        manifest.append(HexFormat.of().formatHex(digest))
                .append("  ")
                .append(files.folder().relativize(file))
                .append('\n');
    }

    private static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException("The archive is not good: " + message);
        }
    }

    /// @param root of the partition's entries: a hash of level 2
    record Sealed(byte[] root, byte[] manifestDigest) {}
}
