package dev.almanac.forecast.job;

import dev.almanac.forecast.series.SeriesForecast;
import dev.almanac.forecast.series.SeriesInput;
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
/// @param model that was used, or did best; null where the series could not be used
/// @param own backtest of that model, null where there is none
/// @param naive backtest of the seasonal naive method, null where there is none
/// @param firstForecast time of the first step ahead, null where there is none
/// @param body in canonical form
public record SeriesResult(
        int ordinal,
        String seriesId,
        String model,
        SeriesForecast.Score own,
        SeriesForecast.Score naive,
        Instant firstObserved,
        Instant lastObserved,
        Instant firstForecast,
        String body) {

    static SeriesResult of(int ordinal, SeriesInput series, SeriesForecast forecast, String body) {
        return new SeriesResult(
                ordinal,
                forecast.id(),
                forecast.model(),
                forecast.score(forecast.model()),
                forecast.naiveScore(),
                series.start(),
                series.lastObserved(),
                forecast.times() == null ? null : forecast.times().getFirst(),
                body);
    }

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
        boolean compared = own != null && naive != null;
        return Tuple.tuple()
                .addUUID(id)
                .addInteger(ordinal)
                .addString(seriesId)
                .addString(model)
                .addDouble(compared ? own.mase() : null)
                .addDouble(compared ? own.smape() : null)
                .addDouble(compared ? own.coverage() : null)
                .addDouble(compared ? naive.mase() : null)
                .addDouble(compared ? naive.smape() : null)
                .addOffsetDateTime(utc(firstObserved))
                .addOffsetDateTime(utc(lastObserved))
                .addOffsetDateTime(utc(firstForecast))
                .addString(body);
    }

    private static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
