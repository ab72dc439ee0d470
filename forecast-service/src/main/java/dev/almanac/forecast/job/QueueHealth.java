package dev.almanac.forecast.job;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Tells how many jobs wait or run. A long queue is not ill health.
@Readiness
@ApplicationScoped
class QueueHealth implements AsyncHealthCheck {

    private final Pool database;

    QueueHealth(Pool database) {
        this.database = database;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return database.query("SELECT count(*) FROM forecast WHERE status IN ('queued', 'running')")
                .execute()
                .map(rows -> HealthCheckResponse.named("queue")
                        .up()
                        .withData("length", rows.iterator().next().getLong(0))
                        .build())
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down("queue"));
    }
}
