package dev.almanac.forecast.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.forecast.seal.ResultDigest;
import dev.almanac.kit.audit.AuditEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is known of a forecast when all of its series are done, and what its seal binds.
///
/// @param metrics JSON
record Summary(String engineVersion, String resultSha256, String metrics, String sealKind, ResultStore.Totals totals) {

    /// Reads all results once. Blocks.
    static Summary of(Job job, ResultStore results, ObjectMapper json, Instant now) {
        ResultDigest digest = new ResultDigest();
        results.forEach(job.id(), digest::append);
        ResultStore.Totals totals = results.totals(job.id());
        boolean ahead = totals.firstForecast() != null && now.isBefore(totals.firstForecast());
        try {
            return new Summary(
                    AutoForecaster.ENGINE_VERSION,
                    digest.finish(job.options(), json),
                    json.writeValueAsString(metrics(totals)),
                    ahead ? "prospective" : "retrospective",
                    totals);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Metrics cannot be written", e);
        }
    }

    JobKind.Ending ending(Job job, String details) {
        return new JobKind.Ending(engineVersion, resultSha256, metrics, sealKind, totals.series(), seal(job, details));
    }

    private AuditEvent seal(Job job, String details) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("dataset_sha256", job.source().datasetSha256());
        data.put("series_sha256", job.source().seriesSha256());
        data.put("dataset_version", job.source().version());
        data.put("horizon", job.options().horizon());
        data.put("levels", job.options().levels());
        data.put("model", job.options().model());
        data.put("backtest_windows", job.options().windows());
        if (details != null) {
            data.put("details_sha256", ResultDigest.sha256(details));
        }
        data.put("engine_version", engineVersion);
        data.put("series", totals.series());
        data.put("failed", totals.failed());
        data.put("models", totals.models());
        data.put("metrics", metrics(totals));
        data.put("result_sha256", resultSha256);
        data.put("kind", sealKind);
        putTime(data, "first_observed", totals.firstObserved());
        putTime(data, "last_observed", totals.lastObserved());
        putTime(data, "first_forecast", totals.firstForecast());
        return AuditEvent.by(job.creator(), job.owner(), "forecast.sealed", "forecast/" + job.id(), data, Map.of());
    }

    private static Map<String, Object> metrics(ResultStore.Totals totals) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("series", totals.series());
        metrics.put("failed", totals.failed());
        metrics.put("compared", totals.compared());
        metrics.put("models", totals.models());
        if (totals.compared() > 0) {
            metrics.put("mase", totals.mase());
            metrics.put("smape", totals.smape());
            metrics.put("coverage", totals.coverage());
            metrics.put("seasonal_naive", Map.of("mase", totals.naiveMase(), "smape", totals.naiveSmape()));
        }
        return metrics;
    }

    private static void putTime(Map<String, Object> data, String name, Instant time) {
        if (time != null) {
            data.put(name, time.toString());
        }
    }
}
