package dev.almanac.audit.append;

import dev.almanac.audit.keys.LogConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Over 250 lines because who holds the log, and what becomes of what was under way, reads best in one place.
///
/// The one writer of the log: one thread, one connection, one transaction a batch. A batch is whatever queued while the
/// previous commit was in flight; nobody waits for a timer. Under load the next batch is sent before the answer to the
/// one before it has come, which the fence makes safe: it is stored only where that one left the log. An append is
/// acknowledged after its commit, when it is in a
/// signed checkpoint. A session lock keeps other replicas waiting; the epoch in `log_state` fences off a writer that
/// lost the lock without noticing. After any failure the state is read again before anything else: a batch whose commit
/// had an unknown outcome is found by its idempotency keys.
@ApplicationScoped
public class Sequencer {

    /// The `source` of what this service logs itself.
    public static final String OWN_SOURCE = "audit-service";

    private static final Logger LOG = Logger.getLogger(Sequencer.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);

    private final Pool database;
    private final BatchWriter writer;
    private final RollbackGuard guard;
    private final NewestCheckpoint newest;
    private final List<StartCheck> checks;
    private final LogConfig config;
    private final Counter appended;
    private final DistributionSummary batchSize;
    private final Timer inclusion;
    private final SubmissionQueue queue = new SubmissionQueue();
    private volatile boolean running = true;
    private volatile boolean writing;
    private Thread thread;

    Sequencer(
            Pool database,
            BatchWriter writer,
            RollbackGuard guard,
            NewestCheckpoint newest,
            @All List<StartCheck> checks,
            LogConfig config,
            MeterRegistry metrics) {
        this.database = database;
        this.writer = writer;
        this.guard = guard;
        this.newest = newest;
        this.checks = checks;
        this.config = config;
        this.appended = metrics.counter("audit_appends");
        this.batchSize = metrics.summary("audit_batch_size");
        this.inclusion = Timer.builder("audit_inclusion")
                .description("From an event's coming to its commit in a signed checkpoint")
                .publishPercentileHistogram()
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(metrics);
        metrics.gauge("audit_queue", queue, SubmissionQueue::waiting);
    }

    void start(@Observes StartupEvent event) {
        if (config.write()) {
            thread = Thread.ofPlatform().name("log-sequencer").start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(5));
        }
    }

    /// Whether this replica holds the lock and can commit.
    public boolean isWriting() {
        return writing;
    }

    /// Queues events; the future ends when they are durable, or fails when they cannot be taken.
    CompletableFuture<Submission.Committed> append(List<LeafDraft> events) {
        Submission submission = new Submission(events, new CompletableFuture<>(), System.nanoTime());
        if (guard.alarm().isPresent()) {
            submission
                    .done()
                    .completeExceptionally(
                            new LogRolledBackException(guard.alarm().get()));
        } else if (!config.write() || !queue.offer(submission)) {
            submission.done().completeExceptionally(new IllegalStateException("This process cannot write now"));
        }
        return submission.done();
    }

    private void run() {
        List<Submission> unfinished = new ArrayList<>();
        while (running) {
            try {
                writeUntilFailure(unfinished);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | OutOfMemoryError e) {
                if (!running) {
                    return;
                }
                LOG.warn("The log's writer starts over", e);
                pauseUnlessStopping();
            } finally {
                writing = false;
            }
        }
    }

    private void writeUntilFailure(List<Submission> unfinished) throws InterruptedException {
        SqlConnection connection = database.getConnection().await().atMost(DATABASE_LIMIT);
        Optional<Integer> holder = Optional.empty();
        Deque<Flight> flights = new ArrayDeque<>();
        try {
            holder = guard.alarm().isPresent() ? Optional.empty() : lock(connection);
            if (holder.isEmpty()) {
                queue.forgetAbandoned();
                refuseAll(unfinished);
                pause();
                return;
            }
            LogState state = writer.open(connection);
            checks.forEach(StartCheck::check);
            newest.set(state.checkpoint());
            guard.requireNone();
            writeAgain(connection, state, unfinished);
            while (running) {
                writing = true;
                fly(connection, state, flights, unfinished);
                guard.requireNone();
            }
        } finally {
            unfinished.addAll(
                    0,
                    flights.stream()
                            .flatMap(flight -> flight.submissions().stream())
                            .toList());
            holder.ifPresent(this::endBackend);
            connection.closeAndForget();
        }
    }

    /// A pooled connection that is given back keeps its session, and with it the lock: the session is ended instead.
    private void endBackend(int pid) {
        database.preparedQuery("SELECT pg_terminate_backend($1)")
                .execute(Tuple.of(pid))
                .subscribe()
                .with(
                        ended -> LOG.debugf("The writer's session %d is ended", pid),
                        failure -> LOG.debugf("The writer's session %d is gone: %s", pid, failure.getMessage()));
    }

    /// A batch is sent behind the one in flight when about as much waits as is flying; otherwise more may gather.
    private void fly(SqlConnection connection, LogState state, Deque<Flight> flights, List<Submission> unfinished)
            throws InterruptedException {
        int queued = queue.waiting();
        boolean worthwhile = flights.size() == 1
                && queued > 0
                && queued * 2 >= flights.getFirst().batch().outcomes.size();
        if (flights.isEmpty() || worthwhile) {
            unfinished.addAll(queue.take(config.batch()));
            if (!unfinished.isEmpty()) {
                flights.addLast(writer.launch(connection, state, List.copyOf(unfinished)));
                unfinished.clear();
            }
        } else if (writer.land(flights.getFirst())) {
            acknowledge(flights.removeFirst());
        } else {
            writeAgain(connection, state, flights);
        }
    }

    /// The first flight repeats a key, so none of them was stored: what follows it is fenced off.
    private void writeAgain(SqlConnection connection, LogState state, Deque<Flight> flights) {
        flights.descendingIterator().forEachRemaining(flight -> state.retreat(flight.batch()));
        while (!flights.isEmpty()) {
            Flight flight =
                    writer.writeKnown(connection, state, flights.getFirst().submissions());
            flights.removeFirst();
            acknowledge(flight);
        }
    }

    /// Writes what was under way when the writer before this one ended, one submission after the other: one that the
    /// database can never take is refused for itself alone.
    private void writeAgain(SqlConnection connection, LogState state, List<Submission> unfinished) {
        while (!unfinished.isEmpty()) {
            Submission submission = unfinished.getFirst();
            try {
                acknowledge(writer.writeKnown(connection, state, List.of(submission)));
            } catch (BatchWriter.UnstorableException e) {
                LOG.error("A batch of events cannot be stored, ever", e);
                submission.done().completeExceptionally(e);
            }
            unfinished.removeFirst();
        }
    }

    private void acknowledge(Flight flight) {
        Batch batch = flight.batch();
        if (!batch.rows.isEmpty()) {
            newest.set(flight.checkpoint());
            appended.increment(batch.rows.size());
            batchSize.record(batch.rows.size());
        }
        int from = 0;
        for (Submission submission : flight.submissions()) {
            int to = from + submission.events().size();
            List<Appended> own = List.copyOf(batch.outcomes.subList(from, to));
            inclusion.record(System.nanoTime() - submission.since(), TimeUnit.NANOSECONDS);
            submission.done().complete(new Submission.Committed(own, flight.checkpoint()));
            from = to;
        }
    }

    /// With an alarm nobody is kept waiting.
    private void refuseAll(List<Submission> unfinished) {
        if (guard.alarm().isPresent()) {
            unfinished.addAll(queue.drain());
            LogRolledBackException reason =
                    new LogRolledBackException(guard.alarm().get());
            unfinished.forEach(submission -> submission.done().completeExceptionally(reason));
            unfinished.clear();
        }
    }

    private void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(config.recoveryPause().toNanos());
    }

    private void pauseUnlessStopping() {
        try {
            pause();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return the id of the session that now holds the log's lock; empty when another has it
    private static Optional<Integer> lock(SqlConnection connection) {
        Row row = connection
                .query("SELECT pg_try_advisory_lock(hashtext('log-sequencer')), pg_backend_pid()")
                .execute()
                .await()
                .atMost(DATABASE_LIMIT)
                .iterator()
                .next();
        return row.getBoolean(0) ? Optional.of(row.getInteger(1)) : Optional.empty();
    }
}
