package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/// Cuts jobs into tasks.
final class JobTasks {

    /// Each task begins after what is kept of its series already, so that a job can be cut once more after a failure.
    private static final String CUT = """
            INSERT INTO forecast_task (forecast_id, number, user_id, priority, next_ordinal, end_ordinal, claim_after)
            SELECT $1::uuid, i, $2::uuid, $3::smallint,
                coalesce((SELECT max(r.ordinal) + 1 FROM forecast_result r
                    WHERE r.forecast_id = $1 AND r.ordinal >= i * $4 AND r.ordinal < least((i + 1) * $4, $5)), i * $4),
                least((i + 1) * $4, $5), now()
            FROM generate_series(0::bigint, $6 - 1) i
            UNION ALL SELECT $1, $6, $2, $3, 0, 0, 'infinity'""";

    private JobTasks() {}

    /// Holds what is left of a job's tasks: rows are locked in the order task, job.
    static Uni<Void> lock(SqlConnection connection, UUID job) {
        return connection
                .preparedQuery("SELECT FROM forecast_task WHERE forecast_id = $1 ORDER BY number FOR UPDATE")
                .execute(Tuple.of(job))
                .replaceWithVoid();
    }

    /// Puts the tasks of a queued job into the queue, those that are left of an earlier try taken out.
    static Uni<Void> cut(SqlConnection connection, Job job) {
        long count = Math.max(1, Math.ceilDiv(job.ordinals(), job.chunk()));
        Tuple row = Tuple.tuple()
                .addUUID(job.id())
                .addUUID(job.creator() == null ? job.owner() : job.creator())
                .addInteger(job.priority())
                .addLong((long) job.chunk())
                .addLong((long) Math.max(1, job.ordinals()))
                .addLong(count);
        return connection
                .preparedQuery("DELETE FROM forecast_task WHERE forecast_id = $1")
                .execute(Tuple.of(job.id()))
                .chain(() -> connection.preparedQuery(CUT).execute(row))
                .chain(() -> connection
                        .preparedQuery("UPDATE forecast SET tasks_left = $2 WHERE id = $1")
                        .execute(Tuple.of(job.id(), count)))
                .replaceWithVoid();
    }
}
