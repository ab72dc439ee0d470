package dev.almanac.data.upload;

import dev.almanac.data.dataset.IngestRows;
import dev.almanac.data.dataset.UploadedDatasets;
import dev.almanac.data.ingest.DigestMismatchException;
import dev.almanac.data.ingest.FileTooLargeException;
import dev.almanac.data.ingest.Ingest;
import dev.almanac.data.ingest.IngestCancelledException;
import dev.almanac.data.ingest.IngestWatch;
import dev.almanac.data.ingest.Stored;
import dev.almanac.data.ingest.TooManyReadersException;
import dev.almanac.data.ingest.UploadConfig;
import dev.almanac.kit.Ids;
import dev.almanac.reader.Finding;
import dev.almanac.reader.UnreadableFileException;
import dev.almanac.reader.Wishes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Reads finished uploads in the background. Whoever dies while it reads leaves a lease that ends; another goes on from
/// the stored parts.
@ApplicationScoped
public class IngestWorker {

    private static final Logger LOG = Logger.getLogger(IngestWorker.class);
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int HEARTBEAT_SECONDS = 2;

    private final IngestRows rows;
    private final Ingest ingest;
    private final UploadedParts parts;
    private final UploadedDatasets datasets;
    private final Semaphore free;
    private final ScheduledThreadPoolExecutor heartbeats = new ScheduledThreadPoolExecutor(1);

    IngestWorker(IngestRows rows, Ingest ingest, UploadedParts parts, UploadedDatasets datasets, UploadConfig config) {
        this.rows = rows;
        this.ingest = ingest;
        this.parts = parts;
        this.datasets = datasets;
        this.free = new Semaphore(config.readAtOnce());
    }

    /// Looks for work; a finished upload does not wait for the clock.
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        while (free.tryAcquire()) {
            Optional<IngestRows.Claimed> claimed = claim();
            if (claimed.isEmpty()) {
                return;
            }
            Thread.ofPlatform().name("ingest-worker").start(() -> work(claimed.get()));
        }
    }

    private Optional<IngestRows.Claimed> claim() {
        Optional<IngestRows.Claimed> claimed = Optional.empty();
        try {
            claimed = rows.claim();
            return claimed;
        } finally {
            if (claimed.isEmpty()) {
                free.release();
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        heartbeats.shutdownNow();
    }

    private void work(IngestRows.Claimed claimed) {
        try {
            if (claimed.attempts() > MOST_ATTEMPTS) {
                rows.fail(claimed, Finding.ofFile("NOT_READ", "The file could not be read; please upload it again"));
            } else {
                attempt(claimed);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "What became of dataset %s could not be written down; it is tried again", claimed.dataset());
        } finally {
            free.release();
        }
    }

    private void attempt(IngestRows.Claimed claimed) {
        Progress progress = new Progress(claimed);
        ScheduledFuture<?> heartbeat = heartbeats.scheduleAtFixedRate(progress, 0, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        try {
            read(claimed, progress);
        } catch (IngestCancelledException e) {
            LOG.infof("Dataset %s was deleted or taken over while its file was read", claimed.dataset());
            rows.remove(claimed);
        } catch (UnreadableFileException e) {
            rows.fail(claimed, e.finding());
        } catch (DigestMismatchException e) {
            rows.fail(claimed, Finding.ofFile("DIGEST_MISMATCH", e.getMessage()));
        } catch (FileTooLargeException e) {
            rows.fail(claimed, Finding.ofFile("FILE_TOO_LARGE", e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "Reading the file of dataset %s failed, attempt %d", claimed.dataset(), claimed.attempts());
            rows.pause(claimed, PAUSE.multipliedBy(claimed.attempts()));
        } finally {
            heartbeat.cancel(false);
        }
    }

    private void read(IngestRows.Claimed claimed, Progress progress) throws IOException {
        UUID object = null;
        Optional<Stored> stored = Optional.empty();
        while (stored.isEmpty()) {
            object = Ids.next();
            stored = turn(claimed, object, progress);
        }
        datasets.keep(claimed, object, stored.get());
        parts.forget(claimed.upload());
    }

    /// @return empty when it was not the file's turn to be read
    private Optional<Stored> turn(IngestRows.Claimed claimed, UUID object, Progress progress) throws IOException {
        Ingest.Order order = new Ingest.Order(
                claimed.owner(),
                claimed.dataset(),
                object,
                Wishes.NONE,
                claimed.digest(),
                Ingest.Before.NOTHING,
                progress);
        try (InputStream content = parts.open(claimed.upload())) {
            return Optional.of(ingest.take(order, content));
        } catch (TooManyReadersException e) {
            return Optional.empty();
        }
    }

    /// Tells the database how far one is, from time to time, and learns from it that nobody wants it any more.
    private final class Progress implements IngestWatch, Runnable {
        private final IngestRows.Claimed claimed;
        private volatile long bytes;
        private volatile long count;
        private volatile boolean cancelled;

        Progress(IngestRows.Claimed claimed) {
            this.claimed = claimed;
        }

        @Override
        public void reached(long newBytes, long newRows) {
            bytes = Math.max(bytes, newBytes);
            count = Math.max(count, newRows);
            if (cancelled) {
                throw new IngestCancelledException();
            }
        }

        @Override
        public void run() {
            try {
                rows.reached(claimed, bytes, count);
            } catch (IngestCancelledException e) {
                cancelled = true;
            } catch (RuntimeException e) {
                LOG.warn("The progress of an ingest could not be written down", e);
            }
        }
    }
}
