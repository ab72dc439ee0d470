package dev.almanac.forecast.lab;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/// A version of a model, as the table has it and the API shows it.
///
/// @param metrics what the experiment measured for this kind of model; absent without an experiment
/// @param stagedAt when it came to its stage
public record VersionView(
        UUID modelId,
        int version,
        Stage stage,
        @JsonRawValue String parameters,
        String notes,
        Lineage lineage,
        @JsonRawValue String metrics,
        Instant createdAt,
        Instant stagedAt,
        @JsonIgnore int revision) {

    /// Where a version comes from.
    ///
    /// @param experimentId absent where no experiment stands behind it; so are the dataset's parts
    public record Lineage(
            String engineVersion, UUID experimentId, UUID datasetId, Integer datasetVersion, String datasetSha256) {}

    static VersionView of(Row row) {
        return new VersionView(
                row.getUUID("model_id"),
                row.getInteger("version"),
                Stage.named(row.getString("stage")),
                row.getString("parameters"),
                row.getString("notes"),
                new Lineage(
                        row.getString("engine_version"),
                        row.getUUID("experiment_id"),
                        row.getUUID("dataset_id"),
                        row.getInteger("dataset_version"),
                        row.getString("dataset_sha256")),
                row.getString("metrics"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("staged_at").toInstant(),
                row.getInteger("revision"));
    }

    /// The value of `ETag`.
    String tag() {
        return "\"" + revision + "\"";
    }
}
