package dev.almanac.forecast.lab;

import dev.almanac.forecast.lab.Assignments.Assignment;
import dev.almanac.forecast.lab.PipelineView.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Follows a target from experiments to forecasts.
@ApplicationScoped
class Pipelines {

    private static final String EXPERIMENT = """
            SELECT j.status, coalesce(j.finished_at, e.created_at) AS at
            FROM experiment e JOIN forecast j ON j.id = e.job_id
            WHERE e.owner_id = ANY($1) AND j.dataset_id = $2 ORDER BY e.id DESC LIMIT 1""";
    private static final String FORECAST = """
            SELECT status, coalesce(finished_at, created_at) AS at FROM forecast
            WHERE owner_id = ANY($1) AND dataset_id = $2 AND kind = 'forecast' AND hidden_at IS NULL
            ORDER BY id DESC LIMIT 1""";

    private final Pool database;

    Pipelines(Pool database) {
        this.database = database;
    }

    Uni<PipelineView> of(Set<UUID> owners, LabTarget target, Optional<Assignment> assigned) {
        UUID dataset = target.dataset();
        List<Step> steps = new ArrayList<>();
        return newest("experiment", EXPERIMENT, owners, dataset)
                .invoke(steps::add)
                .invoke(() -> steps.add(model(assigned)))
                .invoke(() -> steps.add(production(assigned)))
                .chain(() -> newest("forecast", FORECAST, owners, dataset))
                .invoke(steps::add)
                .map(last -> new PipelineView(target.name(), steps));
    }

    private Uni<Step> newest(String name, String query, Set<UUID> owners, UUID dataset) {
        return dataset == null
                ? Uni.createFrom().item(Step.none(name))
                : database.preparedQuery(query)
                        .execute(Tuple.of(owners.toArray(UUID[]::new), dataset))
                        .map(rows -> rows.stream()
                                .map(row -> new Step(
                                        name,
                                        row.getString("status"),
                                        row.getOffsetDateTime("at").toInstant()))
                                .findFirst()
                                .orElse(Step.none(name)));
    }

    private static Step model(Optional<Assignment> assigned) {
        return assigned.map(one -> new Step("model", one.stage().label(), one.updatedAt()))
                .orElse(Step.none("model"));
    }

    private static Step production(Optional<Assignment> assigned) {
        return assigned.filter(one -> one.stage() == Stage.PRODUCTION)
                .map(one -> new Step("production", "live", one.stagedAt()))
                .orElse(Step.none("production"));
    }
}
