package dev.almanac.forecast.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Experiments side by side.
///
/// @param comparable whether all of them used the same bytes of data; else their numbers tell different stories
/// @param models by method, then by experiment
/// @param best the smallest MASE of all; absent while there are no results
public record ComparisonView(
        List<ExperimentView> experiments, boolean comparable, Map<String, Map<UUID, Metrics>> models, Best best) {

    /// The numbers of one method in one experiment.
    public record Metrics(Double mase, Double smape, Double msis, Double coverage, Double cpuMs) {
        static Metrics of(JsonNode row) {
            return new Metrics(
                    number(row, "mase"),
                    number(row, "smape"),
                    number(row, "msis"),
                    number(row, "coverage"),
                    number(row, "cpu_ms"));
        }

        private static Double number(JsonNode row, String name) {
            return row.path(name).isNumber() ? row.path(name).asDouble() : null;
        }
    }

    /// The method that did best, and where.
    public record Best(UUID experimentId, String model, double mase) {}

    static ComparisonView of(List<Experiment> experiments, ObjectMapper json) {
        Map<String, Map<UUID, Metrics>> models = new LinkedHashMap<>();
        List<ExperimentView> views = new ArrayList<>();
        Best best = null;
        for (Experiment experiment : experiments) {
            views.add(ExperimentView.of(experiment, json));
            for (JsonNode row : experiment.leaderboard(json)) {
                String model = row.path("model").asText();
                Metrics metrics = Metrics.of(row);
                models.computeIfAbsent(model, name -> new LinkedHashMap<>()).put(experiment.id(), metrics);
                if (metrics.mase() != null && (best == null || metrics.mase() < best.mase())) {
                    best = new Best(experiment.id(), model, metrics.mase());
                }
            }
        }
        boolean same =
                experiments.stream().map(Experiment::datasetSha256).distinct().count() == 1;
        return new ComparisonView(views, same, models, best);
    }
}
