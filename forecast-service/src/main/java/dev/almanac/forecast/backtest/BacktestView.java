package dev.almanac.forecast.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.job.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A backtest as the API shows it.
///
/// @param datasetId absent where the request brought the series
/// @param leaderboard best first; absent until the job has succeeded, like `perWindow` and `failed`
public record BacktestView(
        UUID id,
        UUID ownerId,
        String status,
        Progress progress,
        UUID datasetId,
        Integer version,
        String datasetName,
        int horizon,
        Cost cost,
        Integer failed,
        List<Leaderboard.Row> leaderboard,
        Map<String, List<Double>> perWindow,
        String engineVersion,
        String error,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        Map<String, String> links) {

    /// Series done of all.
    public record Progress(int done, int total) {}

    static BacktestView of(Job job, ObjectMapper json) {
        Leaderboard result = job.metrics() == null ? null : leaderboard(job.metrics(), json);
        String self = "/api/v1/backtests/" + job.id();
        return new BacktestView(
                job.id(),
                job.owner(),
                job.status(),
                new Progress(job.done(), job.total()),
                job.source().datasetId(),
                job.source().version(),
                job.source().name(),
                job.options().horizon(),
                Cost.of(job),
                result == null ? null : result.failed(),
                result == null ? null : result.leaderboard(),
                result == null ? null : result.perWindow(),
                job.engineVersion(),
                job.error(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                Map.of("self", self, "results", self + "/results", "progress", "/api/v1/ws/jobs/" + job.id()));
    }

    private static Leaderboard leaderboard(String metrics, ObjectMapper json) {
        try {
            return json.readValue(metrics, Leaderboard.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored leaderboard is damaged", e);
        }
    }
}
