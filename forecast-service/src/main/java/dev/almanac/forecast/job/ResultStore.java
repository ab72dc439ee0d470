package dev.almanac.forecast.job;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// Finished series, read in pages, so that a million of them fit. All methods block.
@ApplicationScoped
public class ResultStore {

    private static final int PAGE = 500;
    private static final long PAGE_BYTES = 8L << 20;

    private final Pool database;

    ResultStore(Pool database) {
        this.database = database;
    }

    /// @param body the forecast of the series in canonical form
    public record Stored(int ordinal, String body) {}

    /// Totals over all series of a forecast.
    ///
    /// @param models how many series each method was used for
    /// @param compared how many series have a backtest of both the chosen method and the naive one
    public record Totals(
            int series,
            int failed,
            int compared,
            Double mase,
            Double smape,
            Double coverage,
            Double naiveMase,
            Double naiveSmape,
            Instant firstObserved,
            Instant lastObserved,
            Instant firstForecast,
            Map<String, Integer> models) {}

    public void forEach(UUID forecast, Consumer<String> body) {
        List<Stored> page = page(forecast, -1);
        while (!page.isEmpty()) {
            page.forEach(stored -> body.accept(stored.body()));
            page = page(forecast, page.getLast().ordinal());
        }
    }

    /// The next ones, as many as fit in memory: one at least.
    private List<Stored> page(UUID forecast, int after) {
        return stored("""
                SELECT ordinal, body FROM (
                    SELECT ordinal, body, sum(octet_length(body)) OVER (ORDER BY ordinal) - octet_length(body) AS before
                    FROM (SELECT ordinal, body FROM forecast_result WHERE forecast_id = $1 AND ordinal > $2
                        ORDER BY ordinal LIMIT $3) page) sized
                WHERE before < $4 ORDER BY ordinal""", Tuple.of(forecast, after, PAGE, PAGE_BYTES));
    }

    public List<Stored> named(UUID forecast, String series) {
        return stored(
                "SELECT ordinal, body FROM forecast_result WHERE forecast_id = $1 AND series_id = $2 ORDER BY ordinal",
                Tuple.of(forecast, series));
    }

    public Totals totals(UUID forecast) {
        Row row = database.preparedQuery("""
                        SELECT count(*) AS series, count(*) FILTER (WHERE model IS NULL) AS failed,
                            count(naive_mase) AS compared, avg(mase) AS mase, avg(smape) AS smape,
                            avg(coverage) AS coverage, avg(naive_mase) AS naive_mase, avg(naive_smape) AS naive_smape,
                            min(first_observed) AS first_observed, max(last_observed) AS last_observed,
                            min(first_forecast) AS first_forecast
                        FROM forecast_result WHERE forecast_id = $1""")
                .execute(Tuple.of(forecast))
                .await()
                .indefinitely()
                .iterator()
                .next();
        return new Totals(
                row.getInteger("series"),
                row.getInteger("failed"),
                row.getInteger("compared"),
                row.getDouble("mase"),
                row.getDouble("smape"),
                row.getDouble("coverage"),
                row.getDouble("naive_mase"),
                row.getDouble("naive_smape"),
                instant(row, "first_observed"),
                instant(row, "last_observed"),
                instant(row, "first_forecast"),
                models(forecast));
    }

    private Map<String, Integer> models(UUID forecast) {
        Map<String, Integer> models = new LinkedHashMap<>();
        database.preparedQuery("""
                        SELECT model, count(*) AS used FROM forecast_result
                        WHERE forecast_id = $1 AND model IS NOT NULL GROUP BY model ORDER BY used DESC, model""")
                .execute(Tuple.of(forecast))
                .await()
                .indefinitely()
                .forEach(row -> models.put(row.getString("model"), row.getInteger("used")));
        return models;
    }

    private List<Stored> stored(String query, Tuple parameters) {
        List<Stored> found = new ArrayList<>();
        database.preparedQuery(query)
                .execute(parameters)
                .await()
                .indefinitely()
                .forEach(row -> found.add(new Stored(row.getInteger("ordinal"), row.getString("body"))));
        return found;
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
