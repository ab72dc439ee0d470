package dev.almanac.forecast.job;

import dev.almanac.forecast.tick.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// What every process looks after all the time: jobs past their deadline, leftovers of jobs that are over, who the
/// workers are, how long the queue is. Safe in any number of replicas.
@ApplicationScoped
class JobSweep {

    private static final Logger LOG = Logger.getLogger(JobSweep.class);
    private static final String OVERDUE = """
            SELECT * FROM forecast WHERE status IN ('queued', 'running') AND deadline < now()
            LIMIT 1 FOR UPDATE SKIP LOCKED""";
    private static final String LENGTH = """
            SELECT count(*) FILTER (WHERE status = 'queued'), count(*) FILTER (WHERE status = 'running')
            FROM forecast WHERE status IN ('queued', 'running')""";

    private final Pool database;
    private final TaskQueue queue;
    private final JobEnds ends;
    private final WorkerRegistry registry;
    private final JobConfig config;
    private final AtomicLong waiting;
    private final AtomicLong running;
    private final Ticker ticker = new Ticker("job-sweep", this::sweep);

    JobSweep(
            Pool database,
            TaskQueue queue,
            JobEnds ends,
            WorkerRegistry registry,
            JobConfig config,
            MeterRegistry metrics) {
        this.database = database;
        this.queue = queue;
        this.ends = ends;
        this.registry = registry;
        this.config = config;
        this.waiting = metrics.gauge("job_queue_length", new AtomicLong());
        this.running = metrics.gauge("jobs_running", new AtomicLong());
    }

    void start(@Observes StartupEvent event) {
        ticker.start(config.poll());
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.stop();
        if (config.concurrent() > 0) {
            try {
                registry.leave();
            } catch (RuntimeException e) {
                LOG.infof("The list of workers keeps this one until it notices: %s", e.getMessage());
            }
        }
    }

    private void sweep() {
        if (config.concurrent() > 0) {
            registry.seen(config.concurrent());
        }
        while (database.withTransaction(this::endOverdue).await().indefinitely()) {
            LOG.debug("A job was not done in time");
        }
        queue.removeLeftovers();
        measure();
    }

    /// One job, so that none holds up another.
    ///
    /// @return whether there was one
    private Uni<Boolean> endOverdue(SqlConnection connection) {
        return connection
                .query(OVERDUE)
                .execute()
                .map(rows -> rows.stream().map(Job::of).findFirst())
                .chain(overdue -> overdue.isEmpty()
                        ? Uni.createFrom().item(false)
                        : ends.failed(
                                        connection,
                                        overdue.get(),
                                        "It was not done by " + overdue.get().deadline(),
                                        false)
                                .replaceWith(true));
    }

    private void measure() {
        Row row = database.query(LENGTH)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next();
        waiting.set(row.getLong(0));
        running.set(row.getLong(1));
    }
}
