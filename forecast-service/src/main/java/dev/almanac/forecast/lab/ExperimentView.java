package dev.almanac.forecast.lab;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.UUID;

/// An experiment as the API shows it.
///
/// @param status of its backtest
/// @param metrics the leaderboard, best first; absent until there is one
public record ExperimentView(
        UUID id,
        UUID ownerId,
        String name,
        String status,
        UUID datasetId,
        Integer datasetVersion,
        String datasetSha256,
        @JsonRawValue String parameters,
        String notes,
        JsonNode metrics,
        String engineVersion,
        UUID backtestId,
        String error,
        Instant createdAt,
        Instant finishedAt) {

    static ExperimentView of(Experiment experiment, ObjectMapper json) {
        return new ExperimentView(
                experiment.id(),
                experiment.owner(),
                experiment.name(),
                experiment.status(),
                experiment.dataset(),
                experiment.datasetVersion(),
                experiment.datasetSha256(),
                experiment.parameters(),
                experiment.notes(),
                experiment.metrics() == null ? null : experiment.leaderboard(json),
                experiment.engineVersion(),
                experiment.job(),
                experiment.error(),
                experiment.createdAt(),
                experiment.finishedAt());
    }
}
