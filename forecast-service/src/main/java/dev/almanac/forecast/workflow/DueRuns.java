package dev.almanac.forecast.workflow;

import dev.almanac.forecast.schedule.Schedule;
import dev.almanac.kit.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Notices whose time has come.
@ApplicationScoped
class DueRuns {

    private static final Logger LOG = Logger.getLogger(DueRuns.class);
    private static final int AT_ONCE = 50;

    private final Pool database;
    private final RunRepository runs;

    DueRuns(Pool database, RunRepository runs) {
        this.database = database;
        this.runs = runs;
    }

    /// Blocks.
    ///
    /// @return the types of the runs that were made
    List<String> notice(Instant now) {
        return database.withTransaction(connection -> connection
                        .preparedQuery("""
                                SELECT * FROM workflow WHERE NOT paused AND next_run_at <= $1
                                ORDER BY next_run_at LIMIT $2 FOR UPDATE SKIP LOCKED""")
                        .execute(Tuple.of(WorkflowRepository.utc(now), AT_ONCE))
                        .chain(rows -> {
                            Uni<List<String>> made = Uni.createFrom().item(new ArrayList<>());
                            for (Row row : rows) {
                                made = made.call(types -> notice(connection, Workflow.of(row), now)
                                        .invoke(run -> run.ifPresent(types::add)));
                            }
                            return made;
                        }))
                .await()
                .indefinitely();
    }

    private Uni<Optional<String>> notice(SqlConnection connection, Workflow workflow, Instant now) {
        Missed missed;
        try {
            missed = Missed.of(workflow, now);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Workflow %s is paused: its times cannot be told any more", workflow.id());
            return connection
                    .preparedQuery("UPDATE workflow SET paused = true, next_run_at = NULL WHERE id = $1")
                    .execute(Tuple.of(workflow.id()))
                    .replaceWith(Optional.empty());
        }
        return runs.insertDue(connection, Ids.next(), workflow, "schedule", missed.newest(), missed.count())
                .call(run -> run.isPresent()
                        ? Uni.createFrom().voidItem()
                        : runs.insertSkipped(connection, Ids.next(), workflow, missed.newest(), missed.count()))
                .call(() -> connection
                        .preparedQuery("UPDATE workflow SET next_run_at = $2 WHERE id = $1")
                        .execute(Tuple.of(workflow.id(), WorkflowRepository.utc(missed.next()))))
                .map(run -> run.map(ignored -> workflow.type().label()));
    }

    /// @param newest the last time of the schedule that is not after now
    /// @param count times before that one
    /// @param next the first time after now; null where there is none
    private record Missed(Instant newest, int count, Instant next) {

        static Missed of(Workflow workflow, Instant now) {
            Schedule schedule = workflow.schedule();
            Instant newest = workflow.nextRun();
            int count = 0;
            Optional<Instant> next = schedule.next(newest);
            while (next.isPresent() && !next.get().isAfter(now)) {
                newest = next.get();
                count++;
                next = schedule.next(newest);
            }
            return new Missed(newest, count, next.orElse(null));
        }
    }
}
