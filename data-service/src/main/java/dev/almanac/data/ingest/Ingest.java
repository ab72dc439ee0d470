package dev.almanac.data.ingest;

import dev.almanac.data.content.ContentReader;
import dev.almanac.data.content.ContentWriter;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.series.SeriesWriter;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.data.storage.StorageConfig;
import dev.almanac.kit.security.Sha256;
import dev.almanac.reader.FileReading;
import dev.almanac.reader.Finding;
import dev.almanac.reader.Inference;
import dev.almanac.reader.SeriesReader;
import dev.almanac.reader.SeriesSorter;
import dev.almanac.reader.UnreadableFileException;
import dev.almanac.reader.Wishes;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;

/// The way of a file in. One thread stores it, compressed and encrypted, as it arrives; another reads it at the same
/// time. Where its end says that another mapping fits better, it is read again from what was stored. Nothing is whole
/// in memory, nothing in plain text on disk. Blocks its thread. Over 250 lines: one choreography of two threads.
@ApplicationScoped
public class Ingest {

    private final ObjectStore store;
    private final OwnerKeys keys;
    private final UploadConfig config;
    private final Path scratch;
    private final Semaphore readers;

    Ingest(ObjectStore store, OwnerKeys keys, UploadConfig config, StorageConfig storage) {
        this.store = store;
        this.keys = keys;
        this.config = config;
        this.scratch = storage.folder().resolve("drafts");
        this.readers = new Semaphore(config.readAtOnce(), true);
    }

    /// Where the bytes of a version are.
    public static String contentName(UUID dataset, UUID object) {
        return "datasets/" + dataset + "/" + object + "/content";
    }

    /// Where the series of a version are.
    public static String seriesName(UUID dataset, UUID object) {
        return "datasets/" + dataset + "/" + object + "/series";
    }

    /// What goes in beside the rows of a file: for a version that appends, the series that are there.
    @FunctionalInterface
    public interface Before {

        /// Nothing.
        Before NOTHING = sink -> {};

        void tell(SeriesReader.Sink sink) throws IOException;
    }

    /// A file on its way in, under a name that no other attempt has.
    ///
    /// @param wishes what is known of its mapping
    /// @param expected SHA-256 in hexadecimal that the bytes must have, null for any
    public record Order(
            UUID owner, UUID dataset, UUID object, Wishes wishes, String expected, Before before, IngestWatch watch) {}

    /// @throws UnreadableFileException when there is nothing in the file to forecast
    /// @throws FileTooLargeException when it is larger than allowed
    /// @throws DigestMismatchException when it is not the file that was announced
    public Stored take(Order order, InputStream body) throws IOException {
        OwnerKeys.Fresh fresh = keys.fresh(order.owner(), order.object(), 0);
        boolean kept = false;
        Pipe pipe = new Pipe(); // the reader closes it
        try (ContentWriter content =
                new ContentWriter(store, contentName(order.dataset(), order.object()), fresh.vault())) {
            CompletableFuture<Received> received = new CompletableFuture<>();
            CompletableFuture<Read> read = new CompletableFuture<>();
            Thread.ofPlatform()
                    .name("ingest-" + order.dataset())
                    .start(() -> read(order, fresh.vault(), pipe, received, read));
            receive(order, body, content, pipe, received, read);
            Read result = joined(read);
            kept = true;
            return new Stored(
                    fresh.wrapped(),
                    received.join().size(),
                    received.join().sha256(),
                    result.coding(),
                    result.series(),
                    result.report());
        } finally {
            if (!kept) {
                discard(order.dataset(), order.object());
            }
        }
    }

    /// Reads the stored bytes of a version again under wishes, into the series object of another.
    ///
    /// @param content object that has the bytes
    public Stored again(Order order, OwnerKeys.Fresh fresh, Vault contentVault, UUID content, Coding coding)
            throws IOException {
        Source source = () -> ContentReader.open(store, contentName(order.dataset(), content), contentVault)
                .from(0);
        enter();
        try {
            Read read = read(order, fresh.vault(), coding, inference(order.wishes(), coding, source), source);
            return new Stored(fresh.wrapped(), 0, null, coding, read.series(), read.report());
        } finally {
            readers.release();
        }
    }

    /// What the beginning of stored bytes says, for a preview.
    public Inference inference(Vault vault, UUID dataset, UUID content, Coding coding, Wishes wishes)
            throws IOException {
        return inference(
                wishes,
                coding,
                () -> ContentReader.open(store, contentName(dataset, content), vault)
                        .from(0));
    }

    /// Removes the objects of an attempt that is not to stay.
    public void discard(UUID dataset, UUID object) throws IOException {
        store.delete(contentName(dataset, object));
        store.delete(seriesName(dataset, object));
    }

    /// Opens the file as it came.
    private interface Source {
        InputStream open() throws IOException;
    }

    private record Received(long size, String sha256) {}

    private record Read(Coding coding, SeriesWriter.Written series, FileReading.Report report) {}

    /// Stores the body and hands it on; ends early when the reader has failed.
    private void receive(
            Order order,
            InputStream body,
            ContentWriter content,
            Pipe pipe,
            CompletableFuture<Received> received,
            CompletableFuture<Read> read)
            throws IOException {
        try {
            MessageDigest digest = Sha256.digest();
            long size = 0;
            byte[] buffer = new byte[128 << 10];
            for (int n = next(body, buffer); n > 0; n = next(body, buffer)) {
                size += n;
                if (size > config.limit().asLongValue()) {
                    throw new FileTooLargeException(config.limit().asLongValue());
                }
                if (read.isCompletedExceptionally()) {
                    joined(read);
                }
                digest.update(buffer, 0, n);
                content.write(buffer, 0, n);
                pipe.send(buffer, 0, n);
                order.watch().reached(size, 0);
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            if (order.expected() != null && !order.expected().equals(sha256)) {
                throw new DigestMismatchException(order.expected(), sha256);
            }
            content.commit();
            received.complete(new Received(size, sha256));
            pipe.end();
        } catch (IOException | RuntimeException | Error e) {
            received.completeExceptionally(e);
            pipe.fail(new IOException("The upload failed", e));
            throw e;
        }
    }

    /// What the sender does wrong is told apart from what goes wrong here.
    private static int next(InputStream body, byte[] buffer) throws IOException {
        try {
            return body.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new BodyCutException(e);
        }
    }

    private void read(
            Order order, Vault vault, Pipe pipe, CompletableFuture<Received> received, CompletableFuture<Read> result) {
        try (pipe) {
            enter();
            try {
                result.complete(readOnTheWay(order, vault, pipe, received));
            } finally {
                readers.release();
            }
        } catch (IOException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private Read readOnTheWay(Order order, Vault vault, Pipe pipe, CompletableFuture<Received> received)
            throws IOException {
        PushbackInputStream coded = new PushbackInputStream(pipe, 4);
        byte[] magic = coded.readNBytes(4);
        coded.unread(magic);
        Coding coding = Coding.of(magic);
        InputStream plain = plain(coding, coded);
        byte[] head = plain.readNBytes(Inference.SAMPLE_BYTES);
        Inference inference = inference(head, order.wishes());
        InputStream[] first = {new SequenceInputStream(new java.io.ByteArrayInputStream(head), plain)};
        return read(order, vault, coding, inference, () -> {
            if (first[0] != null) {
                InputStream live = first[0];
                first[0] = null;
                return live;
            }
            pipe.close();
            joined(received);
            return plain(
                    coding,
                    ContentReader.open(store, contentName(order.dataset(), order.object()), vault)
                            .from(0));
        });
    }

    private Read read(Order order, Vault vault, Coding coding, Inference inference, Source source) throws IOException {
        try (EncryptedScratch blocks = new EncryptedScratch(scratch, vault);
                SeriesWriter writer = new SeriesWriter(store, seriesName(order.dataset(), order.object()), vault)) {
            FileReading reading = FileReading.of(inference, source::open, () -> {
                SeriesSorter sorter = new SeriesSorter(blocks, config.observationsInMemory());
                order.before().tell(sorter);
                return sorter;
            });
            order.watch().reached(-1, reading.rows());
            try (Handoff handoff = new Handoff(writer)) {
                FileReading.Report report = reading.finish(handoff);
                handoff.finish();
                return new Read(coding, writer.finish(), report);
            }
        }
    }

    private Inference inference(Wishes wishes, Coding coding, Source source) throws IOException {
        try (InputStream plain = plain(coding, source.open())) {
            return inference(plain.readNBytes(Inference.SAMPLE_BYTES), wishes);
        }
    }

    private static Inference inference(byte[] head, Wishes wishes) {
        return Inference.of(head, head.length < Inference.SAMPLE_BYTES, wishes);
    }

    private InputStream plain(Coding coding, InputStream coded) throws IOException {
        if (coding == Coding.IDENTITY) {
            return coded;
        }
        try {
            return new BufferedInputStream(
                    new Bounded(coding.decoding(coded), config.limit().asLongValue()), 1 << 16);
        } catch (ZipException | EOFException e) {
            throw new UnreadableFileException(
                    Finding.ofFile("NOT_CSV", "The compressed file is damaged: " + e.getMessage()));
        }
    }

    private void enter() throws InterruptedIOException {
        try {
            if (!readers.tryAcquire(config.waitAtMost().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyReadersException();
            }
        } catch (InterruptedException e) {
            throw Interruption.failure("The reading of a file was interrupted", e);
        }
    }

    private static <T> T joined(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw Interruption.failure("The reading of a file was interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                default -> throw new IllegalStateException("The reading of a file failed", e.getCause());
            }
        }
    }
}
