package dev.almanac.forecast.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// A row of the table `experiment` with what its backtest has come to.
///
/// @param parameters JSON: what the backtest was asked for
/// @param status of the backtest
/// @param metrics JSON, null until it has succeeded
record Experiment(
        UUID id,
        UUID owner,
        String name,
        String parameters,
        String notes,
        UUID job,
        String status,
        String error,
        UUID dataset,
        Integer datasetVersion,
        String datasetSha256,
        String engineVersion,
        String metrics,
        Instant createdAt,
        Instant finishedAt) {

    static Experiment of(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        return new Experiment(
                row.getUUID("id"),
                row.getUUID("owner_id"),
                row.getString("name"),
                row.getString("parameters"),
                row.getString("notes"),
                row.getUUID("job_id"),
                row.getString("status"),
                row.getString("error"),
                row.getUUID("dataset_id"),
                row.getInteger("dataset_version"),
                row.getString("dataset_sha256"),
                row.getString("engine_version"),
                row.getString("metrics"),
                row.getOffsetDateTime("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }

    /// What stands behind a version that comes from an experiment.
    ///
    /// @param metrics JSON, of the model's own kind
    record Evidence(
            UUID experiment,
            UUID dataset,
            Integer datasetVersion,
            String datasetSha256,
            String engineVersion,
            String metrics) {}

    /// Empty while there are no results; without metrics where this kind was not tried.
    Optional<Evidence> evidence(String kind, ObjectMapper json) {
        if (metrics == null) {
            return Optional.empty();
        }
        String own = null;
        for (JsonNode row : leaderboard(json)) {
            own = row.path("model").asText().equals(kind) ? row.toString() : own;
        }
        return Optional.of(new Evidence(id, dataset, datasetVersion, datasetSha256, engineVersion, own));
    }

    /// Best first; empty while there is none.
    JsonNode leaderboard(ObjectMapper json) {
        try {
            return metrics == null
                    ? json.createArrayNode()
                    : json.readTree(metrics).path("leaderboard");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was stored of an experiment is damaged", e);
        }
    }
}
