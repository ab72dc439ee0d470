package dev.almanac.data.dataset;

import dev.almanac.data.storage.FileObjects;
import dev.almanac.data.storage.OwnerKeys;
import dev.almanac.data.storage.Vault;
import dev.almanac.reader.Finding;
import dev.almanac.reader.Inference;
import dev.almanac.reader.SeriesReader;
import dev.almanac.reader.UnreadableFileException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// The way of a file in: encrypted as it arrives, understood from its beginning, then read once more from the encrypted
/// copy into the series object. Nothing is whole in memory, nothing in plain text on disk. Blocks its thread.
@ApplicationScoped
class Ingest {

    private final FileObjects objects;
    private final OwnerKeys keys;
    private final UploadConfig config;

    Ingest(FileObjects objects, OwnerKeys keys, UploadConfig config) {
        this.objects = objects;
        this.keys = keys;
        this.config = config;
    }

    static String contentName(UUID dataset, int version) {
        return "datasets/" + dataset + "/" + version + "/content";
    }

    static String seriesName(UUID dataset, int version) {
        return "datasets/" + dataset + "/" + version + "/series";
    }

    /// @throws UnreadableFileException when there is nothing in the file to forecast
    /// @throws dev.almanac.kit.problem.ProblemException when it is larger than allowed
    Ingested take(UUID owner, UUID dataset, int version, InputStream body) throws IOException {
        OwnerKeys.Fresh fresh = keys.fresh(owner, dataset, version);
        Path content = objects.draft();
        Path series = objects.draft();
        try {
            Received received = receive(body, content, fresh.vault());
            Inference inference = Inference.of(received.head(), received.size() == received.head().length);
            Understood understood = understand(content, fresh.vault(), inference, series);
            objects.publish(content, contentName(dataset, version));
            objects.publish(series, seriesName(dataset, version));
            return new Ingested(fresh.wrapped(), received, understood, inference.needsConfirmation());
        } finally {
            Files.deleteIfExists(content);
            Files.deleteIfExists(series);
        }
    }

    /// Reads a stored file again under a mapping that its owner gave; replaces the series object.
    Understood again(UUID dataset, int version, Vault vault, Inference inference) throws IOException {
        Path series = objects.draft();
        try (FileChannel content = objects.open(contentName(dataset, version))) {
            Understood understood = read(content, vault, inference, series);
            objects.publish(series, seriesName(dataset, version));
            return understood;
        } finally {
            Files.deleteIfExists(series);
        }
    }

    private Received receive(InputStream body, Path target, Vault vault) throws IOException {
        long limit = config.limit().asLongValue();
        MessageDigest digest = sha256();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        long size = 0;
        try (OutputStream out = vault.encrypting(new BufferedOutputStream(Files.newOutputStream(target)), "content")) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                size += n;
                if (size > limit) {
                    throw DatasetProblem.FILE_TOO_LARGE.because("The limit is " + limit + " bytes");
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                head.write(buffer, 0, Math.min(n, Inference.SAMPLE_BYTES - head.size()));
            }
        }
        return new Received(size, HexFormat.of().formatHex(digest.digest()), head.toByteArray());
    }

    private Understood understand(Path content, Vault vault, Inference inference, Path series) throws IOException {
        try (FileChannel channel = FileChannel.open(content, StandardOpenOption.READ)) {
            return read(channel, vault, inference, series);
        }
    }

    private Understood read(FileChannel content, Vault vault, Inference inference, Path series) throws IOException {
        try (var writer = new SeriesFileWriter(vault, objects.draft(), config.observationsInMemory());
                InputStream plain = new BufferedInputStream(vault.decrypting(content, "content"), 1 << 16)) {
            List<Finding> findings = new ArrayList<>(inference.findings());
            findings.addAll(new SeriesReader(inference.mapping(), inference.columns()).read(plain, writer::add));
            if (writer.rows() == 0) {
                throw new UnreadableFileException(
                        new Finding("NO_DATA", null, null, null, null, "No row could be read under this mapping"));
            }
            SeriesFileWriter.Result result = writer.finish(series);
            findings.addAll(result.findings());
            Reading reading = new Reading(
                    inference.mapping(), inference.columns(), Reading.common(result.entries()), List.copyOf(findings));
            return new Understood(writer.rows(), result.entries(), result.sha256(), reading);
        }
    }

    /// Removes the objects of a version that is not to stay.
    void discard(UUID dataset, int version) {
        try {
            objects.delete(contentName(dataset, version));
            objects.delete(seriesName(dataset, version));
        } catch (IOException e) {
            throw new UncheckedIOException("Objects of " + dataset + " could not be removed", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /// @param head the first bytes, for inference
    record Received(long size, String sha256, byte[] head) {}

    record Understood(long rows, List<SeriesEntry> entries, String seriesSha256, Reading reading) {}

    record Ingested(byte[] wrappedKey, Received received, Understood understood, boolean needsConfirmation) {}
}
