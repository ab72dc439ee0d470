package dev.almanac.forecast.breach;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobObserver;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Forecasts whose truth is awaited, and what came of them.
@ApplicationScoped
class BreachRepository implements JobObserver {

    /// Whether the newer forecast `n` says all that the older one `o` says.
    private static final String COVERS =
            " n.horizon >= o.horizon AND (n.series_filter IS NULL OR n.series_filter @> o.series_filter) ";

    /// Ends watches of the owner and dataset, in the light of the forecast `n`.
    private static final String END = """
            DELETE FROM forecast_watch w USING forecast o, forecast n
            WHERE o.id = w.forecast_id AND n.id = $4 AND w.owner_id = $1 AND w.dataset_id = $2 AND\s""";

    private static final String WATCH = """
            INSERT INTO forecast_watch (owner_id, dataset_id, dataset_version, forecast_id, compared_version, created_at)
            SELECT $1, $2, $3, $4, $3, now()
            WHERE EXISTS (SELECT FROM forecast_result WHERE forecast_id = $4 AND first_forecast IS NOT NULL)
            ON CONFLICT (forecast_id) DO NOTHING""";

    /// Of one version only the newest of those that say the same.
    private static final String END_COVERED = END + "w.dataset_version = $3 AND w.forecast_id < $4 AND" + COVERS;

    /// Of forecasts of a few series only the newest are watched, so that many of them cost no more than some.
    private static final String LIMIT_WATCHES = """
            DELETE FROM forecast_watch WHERE forecast_id IN (
                SELECT w.forecast_id FROM forecast_watch w JOIN forecast f ON f.id = w.forecast_id
                WHERE w.owner_id = $1 AND w.dataset_id = $2
                ORDER BY f.series_filter IS NULL DESC, w.dataset_version DESC, w.forecast_id DESC OFFSET $3)""";

    private static final String DUE = """
            SELECT w.*, o.created_by, o.dataset_name, newest.version, (SELECT count(*) FROM forecast_result r
                WHERE r.forecast_id = w.forecast_id AND r.first_forecast IS NOT NULL)::int AS series
            FROM unnest($1::uuid[], $2::int[]) AS newest(dataset_id, version)
                JOIN forecast_watch w ON w.dataset_id = newest.dataset_id AND w.dataset_version < newest.version
                    AND w.compared_version < newest.version
                JOIN forecast o ON o.id = w.forecast_id AND o.hidden_at IS NULL
            WHERE NOT EXISTS (
                SELECT FROM forecast_watch later JOIN forecast n ON n.id = later.forecast_id AND n.hidden_at IS NULL
                WHERE later.owner_id = w.owner_id AND later.dataset_id = w.dataset_id
                    AND later.dataset_version < newest.version
                    AND (later.dataset_version, later.forecast_id) > (w.dataset_version, w.forecast_id)
                    AND""" + COVERS + ") ORDER BY w.forecast_id";

    private static final String TAKE = """
            UPDATE forecast_watch SET compared_version = $2 WHERE forecast_id = $1 AND compared_version < $2""";

    private static final String END_WATCH =
            END + "((w.dataset_version, w.forecast_id) < ($3, $4) AND" + COVERS + "OR $5 AND w.forecast_id = $4)";

    private static final String NEWS = """
            SELECT EXISTS (SELECT FROM unnest($2::int[], $3::int[]) AS found(ordinal, step)
                WHERE NOT EXISTS (SELECT FROM forecast_breach b WHERE b.forecast_id = $1
                    AND b.ordinal = found.ordinal AND b.step = found.step))""";

    private static final String REPLACE = """
            DELETE FROM forecast_breach WHERE forecast_id = $1
                AND (ordinal, step) NOT IN (SELECT * FROM unnest($2::int[], $3::int[]))""";

    private static final int MOST_WATCHES = 20;

    private final Pool database;
    private final ObjectMapper json;

    BreachRepository(Pool database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// A forecast that is done is awaited from now on.
    @Override
    public Uni<Void> over(SqlConnection connection, Job job) {
        return !job.kind().equals("forecast") || !job.status().equals("succeeded")
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(WATCH)
                        .execute(watch(job))
                        .chain(watched -> watched.rowCount() == 0
                                ? Uni.createFrom().voidItem()
                                : connection
                                        .preparedQuery(END_COVERED)
                                        .execute(watch(job))
                                        .chain(() -> connection
                                                .preparedQuery(LIMIT_WATCHES)
                                                .execute(Tuple.of(
                                                        job.owner(),
                                                        job.source().datasetId(),
                                                        MOST_WATCHES)))
                                        .replaceWithVoid());
    }

    private static Tuple watch(Job job) {
        return Tuple.of(job.owner(), job.source().datasetId(), job.source().version(), job.id());
    }

    /// Datasets of which something is awaited, by id. Blocks.
    List<UUID> datasets(UUID after, int most) {
        return database.preparedQuery("""
                        SELECT DISTINCT dataset_id FROM forecast_watch WHERE dataset_id > $1
                        ORDER BY dataset_id LIMIT $2""")
                .execute(Tuple.of(after, most))
                .map(rows -> rows.stream().map(row -> row.getUUID(0)).toList())
                .await()
                .indefinitely();
    }

    /// For each owner the newest forecasts from before a version that were not compared with it yet. Blocks.
    ///
    /// @param newest versions of datasets
    List<Watched> due(Map<UUID, Integer> newest) {
        UUID[] datasets = newest.keySet().toArray(UUID[]::new);
        Integer[] versions = Stream.of(datasets).map(newest::get).toArray(Integer[]::new);
        return database.preparedQuery(DUE)
                .execute(Tuple.of(datasets, versions))
                .map(rows -> rows.stream().map(Watched::of).toList())
                .await()
                .indefinitely();
    }

    /// What a forecast said of these series. Blocks.
    List<Promise> promises(UUID forecast, Collection<String> series) {
        return database.preparedQuery("""
                        SELECT ordinal, series_id, body FROM forecast_result
                        WHERE forecast_id = $1 AND series_id = ANY($2) AND first_forecast IS NOT NULL""")
                .execute(Tuple.of(forecast, series.toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> Promise.of(
                                row.getInteger("ordinal"), row.getString("series_id"), row.getString("body"), json))
                        .flatMap(Optional::stream)
                        .toList())
                .await()
                .indefinitely();
    }

    /// @return false when another replica has compared it already
    Uni<Boolean> take(SqlConnection connection, Watched watched, int version) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(watched.forecast(), version))
                .map(rows -> rows.rowCount() == 1);
    }

    /// Whether an earlier version had something to compare.
    Uni<Boolean> wasCompared(SqlConnection connection, UUID forecast) {
        return connection
                .preparedQuery("SELECT FROM forecast_comparison WHERE forecast_id = $1 LIMIT 1")
                .execute(Tuple.of(forecast))
                .map(rows -> rows.size() == 1);
    }

    /// Whether one of these was not outside when it was compared last.
    Uni<Boolean> isNews(SqlConnection connection, UUID forecast, Findings found) {
        return connection
                .preparedQuery(NEWS)
                .execute(Tuple.of(forecast, ordinals(found), steps(found)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Integer[] ordinals(Findings found) {
        return found.breaches().stream().map(Promise.Breach::ordinal).toArray(Integer[]::new);
    }

    private static Integer[] steps(Findings found) {
        return found.breaches().stream().map(Promise.Breach::step).toArray(Integer[]::new);
    }

    /// What lies outside no more, for it was corrected, is forgotten.
    Uni<Void> keep(SqlConnection connection, UUID forecast, int version, Findings found) {
        List<Tuple> breaches = found.breaches().stream()
                .map(breach -> Tuple.tuple()
                        .addUUID(forecast)
                        .addInteger(breach.ordinal())
                        .addInteger(breach.step())
                        .addString(breach.series())
                        .addOffsetDateTime(breach.at().atOffset(ZoneOffset.UTC))
                        .addDouble(breach.value())
                        .addDouble(breach.lo())
                        .addDouble(breach.hi())
                        .addInteger(version))
                .toList();
        Uni<?> inserted = breaches.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery("""
                                INSERT INTO forecast_breach (forecast_id, ordinal, step, series_id, at, value, lo, hi,
                                    dataset_version)
                                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                                ON CONFLICT (forecast_id, ordinal, step) DO UPDATE SET value = excluded.value""").executeBatch(breaches);
        return connection
                .preparedQuery("""
                        INSERT INTO forecast_comparison (forecast_id, dataset_version, level, arrived, outside,
                            compared_at)
                        VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(forecast, version, found.level(), found.arrived(), found.outside()))
                .chain(() ->
                        connection.preparedQuery(REPLACE).execute(Tuple.of(forecast, ordinals(found), steps(found))))
                .chain(() -> inserted)
                .replaceWithVoid();
    }

    /// Nothing more is awaited of forecasts of which this one says all, nor of itself once it is known in full.
    Uni<Void> endWatch(SqlConnection connection, Watched watched, boolean complete) {
        return connection
                .preparedQuery(END_WATCH)
                .execute(Tuple.of(watched.owner(), watched.dataset(), watched.version(), watched.forecast(), complete))
                .replaceWithVoid();
    }

    /// Blocks.
    void forgetOld() {
        database.query("DELETE FROM forecast_watch WHERE created_at < now() - interval '400 days'")
                .execute()
                .await()
                .indefinitely();
    }

    Uni<BreachView> of(UUID forecast, int limit) {
        return database.preparedQuery("""
                        SELECT * FROM forecast_comparison WHERE forecast_id = $1 ORDER BY dataset_version DESC""")
                .execute(Tuple.of(forecast))
                .map(rows -> rows.stream().map(BreachView.Comparison::of).toList())
                .chain(comparisons -> database.preparedQuery("""
                                SELECT * FROM forecast_breach WHERE forecast_id = $1 ORDER BY ordinal, step LIMIT $2""")
                        .execute(Tuple.of(forecast, limit))
                        .map(rows -> new BreachView(
                                comparisons,
                                rows.stream().map(BreachView.Breach::of).toList())));
    }
}
