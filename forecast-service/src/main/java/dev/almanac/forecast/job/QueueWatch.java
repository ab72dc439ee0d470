package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/// Looks at the queue as a whole.
@ApplicationScoped
class QueueWatch {

    private static final String LOOK = """
            SELECT count(*) FILTER (WHERE status = 'queued') AS queued,
                count(*) FILTER (WHERE status = 'running') AS running,
                count(*) FILTER (WHERE parked) AS parked,
                count(*) FILTER (WHERE status = 'failed' AND finished_at > now() - interval '1 day') AS failed,
                count(*) FILTER (WHERE status = 'succeeded' AND finished_at > now() - interval '1 day') AS succeeded,
                extract(epoch FROM now() - min(created_at) FILTER (WHERE status = 'queued'))::float8 AS oldest,
                (SELECT count(*) FROM forecast_task WHERE claim_after <= now()) AS tasks,
                (SELECT count(DISTINCT user_id) FROM forecast_task) AS people
            FROM forecast WHERE hidden_at IS NULL""";

    private final Pool database;
    private final WorkerRegistry workers;

    QueueWatch(Pool database, WorkerRegistry workers) {
        this.database = database;
        this.workers = workers;
    }

    Uni<QueueView> look() {
        return workers.all()
                .chain(known -> database.query(LOOK)
                        .execute()
                        .map(rows -> rows.iterator().next())
                        .map(row -> new QueueView(
                                row.getLong("queued"),
                                row.getLong("running"),
                                row.getLong("tasks"),
                                row.getLong("parked"),
                                row.getLong("failed"),
                                row.getLong("succeeded"),
                                row.getDouble("oldest"),
                                row.getLong("people"),
                                known)));
    }
}
