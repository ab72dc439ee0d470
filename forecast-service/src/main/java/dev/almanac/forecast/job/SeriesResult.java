package dev.almanac.forecast.job;

import dev.almanac.forecast.series.SeriesForecast;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/// One finished series, on its way into the table.
///
/// @param body the forecast in canonical form
record SeriesResult(int ordinal, SeriesForecast forecast, Instant firstObserved, Instant lastObserved, String body) {

    static Uni<Void> insert(SqlConnection connection, UUID forecast, List<SeriesResult> results) {
        if (results.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery("""
                        INSERT INTO forecast_result (forecast_id, ordinal, series_id, model, mase, smape, coverage,
                            naive_mase, naive_smape, first_observed, last_observed, first_forecast, body)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""")
                .executeBatch(
                        results.stream().map(result -> result.row(forecast)).toList())
                .replaceWithVoid();
    }

    private Tuple row(UUID id) {
        SeriesForecast.Score own = forecast.score(forecast.model());
        SeriesForecast.Score naive = forecast.naiveScore();
        boolean compared = own != null && naive != null;
        return Tuple.tuple()
                .addUUID(id)
                .addInteger(ordinal)
                .addString(forecast.id())
                .addString(forecast.model())
                .addDouble(compared ? own.mase() : null)
                .addDouble(compared ? own.smape() : null)
                .addDouble(compared ? own.coverage() : null)
                .addDouble(compared ? naive.mase() : null)
                .addDouble(compared ? naive.smape() : null)
                .addOffsetDateTime(utc(firstObserved))
                .addOffsetDateTime(utc(lastObserved))
                .addOffsetDateTime(
                        forecast.times() == null ? null : utc(forecast.times().getFirst()))
                .addString(body);
    }

    private static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
