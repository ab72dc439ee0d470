package dev.almanac.audit.append;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The one writer of the log: one thread, one connection, one transaction a batch. A batch is whatever queued while the
/// previous commit was in flight; nobody waits for a timer. An append is acknowledged after its commit, when it is in a
/// signed checkpoint. A session lock keeps other replicas waiting; the epoch in `log_state` fences off a writer that
/// lost the lock without noticing. After any failure the state is read again before anything else: a batch whose commit
/// had an unknown outcome is found by its idempotency keys.
@ApplicationScoped
public class Sequencer {

    private static final Logger LOG = Logger.getLogger(Sequencer.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);
    private static final int LONGEST_QUEUE = 100_000;

    private final Pool database;
    private final BatchWriter writer;
    private final LogConfig config;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private volatile boolean running = true;
    private volatile boolean writing;
    private Thread thread;

    Sequencer(Pool database, BatchWriter writer, LogConfig config) {
        this.database = database;
        this.writer = writer;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("log-sequencer").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }

    /// Whether this replica holds the lock and can commit.
    boolean isWriting() {
        return writing;
    }

    /// Queues an event; the future ends when it is durable, or fails when the queue is full.
    CompletableFuture<Appended> append(IncomingEvent event) {
        Pending pending = new Pending(event, new CompletableFuture<>());
        if (!queue.offer(pending)) {
            pending.done().completeExceptionally(new IllegalStateException("The log's queue is full"));
        }
        return pending.done();
    }

    private void run() {
        List<Pending> unfinished = new ArrayList<>();
        while (running) {
            try {
                writeUntilFailure(unfinished);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!running) {
                    return;
                }
                LOG.warn("The log's writer starts over", e);
            } finally {
                writing = false;
            }
        }
    }

    private void writeUntilFailure(List<Pending> unfinished) throws InterruptedException {
        SqlConnection connection = database.getConnection().await().atMost(DATABASE_LIMIT);
        try {
            if (!locked(connection)) {
                TimeUnit.NANOSECONDS.sleep(config.recoveryPause().toNanos());
                return;
            }
            LogState state = writer.open(connection);
            writing = true;
            while (running) {
                if (unfinished.isEmpty()) {
                    unfinished.add(queue.take());
                    queue.drainTo(unfinished, config.batch() - 1);
                }
                List<Appended> appended = writer.write(
                        connection,
                        state,
                        unfinished.stream().map(Pending::event).toList());
                for (int i = 0; i < appended.size(); i++) {
                    unfinished.get(i).done().complete(appended.get(i));
                }
                unfinished.clear();
            }
        } catch (RuntimeException e) {
            TimeUnit.NANOSECONDS.sleep(config.recoveryPause().toNanos());
            throw e;
        } finally {
            connection.closeAndForget();
        }
    }

    private static boolean locked(SqlConnection connection) {
        return connection
                .query("SELECT pg_try_advisory_lock(hashtext('log-sequencer'))")
                .execute()
                .await()
                .atMost(DATABASE_LIMIT)
                .iterator()
                .next()
                .getBoolean(0);
    }

    private record Pending(IncomingEvent event, CompletableFuture<Appended> done) {}
}
