package dev.almanac.forecast.job;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A forecast of a dataset as the API shows it, without its numbers.
///
/// @param cost what it may cost, and what it did
/// @param sha256 of the results, as the seal binds it; absent until they are complete
/// @param metrics backtest error of the chosen methods beside that of the seasonal naive one, and the methods used
/// @param sealed absent until the results are complete
public record ForecastView(
        UUID id,
        UUID ownerId,
        String status,
        Progress progress,
        UUID datasetId,
        Integer version,
        String datasetName,
        String datasetSha256,
        String seriesSha256,
        int horizon,
        List<Double> levels,
        String model,
        Cost cost,
        String sha256,
        @JsonRawValue String metrics,
        Sealed sealed,
        String engineVersion,
        String error,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        Map<String, String> links) {

    /// Series done of all.
    public record Progress(int done, int total) {}

    /// @param status `pending` while the log has not confirmed it, then `logged`
    /// @param kind `prospective` if sealed before the first forecast time, else `retrospective`
    /// @param seq place in the audit log
    public record Sealed(String status, String kind, Long seq) {
        static Sealed of(Job.Seal seal) {
            return seal.kind() == null
                    ? null
                    : new Sealed(seal.seq() == null ? "pending" : "logged", seal.kind(), seal.seq());
        }
    }

    static ForecastView of(Job job) {
        String self = "/api/v1/forecasts/" + job.id();
        return new ForecastView(
                job.id(),
                job.owner(),
                job.status(),
                new Progress(job.done(), job.total()),
                job.source().datasetId(),
                job.source().version(),
                job.source().name(),
                job.source().datasetSha256(),
                job.source().seriesSha256(),
                job.options().horizon(),
                job.options().levels(),
                job.options().model(),
                Cost.of(job),
                job.resultSha256(),
                job.metrics(),
                Sealed.of(job.seal()),
                job.engineVersion(),
                job.error(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                Map.of(
                        "self", self,
                        "results", self + "/results",
                        "receipt", self + "/receipt",
                        "progress", "/api/v1/ws/jobs/" + job.id()));
    }

    /// Without whose it is, what it is made of, and where else to look.
    static ForecastView ofAnyone(Job job) {
        return new ForecastView(
                job.id(),
                null,
                job.status(),
                new Progress(job.done(), job.total()),
                null,
                null,
                null,
                job.source().datasetSha256(),
                job.source().seriesSha256(),
                job.options().horizon(),
                job.options().levels(),
                job.options().model(),
                null,
                job.resultSha256(),
                job.metrics(),
                Sealed.of(job.seal()),
                job.engineVersion(),
                null,
                job.createdAt(),
                null,
                job.finishedAt(),
                Map.of());
    }
}
