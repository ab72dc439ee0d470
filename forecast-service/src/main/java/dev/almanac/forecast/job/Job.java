package dev.almanac.forecast.job;

import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.ForecastOptions;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// A row of the table `forecast`.
///
/// @param owner a person or a team
/// @param creator in whose name datasets are read; null once they are gone
/// @param kind what is done with the series, see [JobKind]
/// @param series the wanted ids; null for all
/// @param doneBefore of `done`, what earlier tries did
/// @param ordinals series of the source, wanted or not
/// @param chunk most series of one task
/// @param unitsPerSeries what each series costs
/// @param parked whether it failed for no reason that lies in the job
/// @param metrics JSON, null until there are any
public record Job(
        UUID id,
        UUID owner,
        UUID creator,
        String kind,
        String status,
        Source source,
        ForecastOptions options,
        List<String> series,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        int done,
        int total,
        int doneBefore,
        long progressSeq,
        int priority,
        Instant deadline,
        int ordinals,
        int chunk,
        long unitsPerSeries,
        boolean parked,
        String error,
        String engineVersion,
        String resultSha256,
        String metrics,
        Seal seal) {

    /// The data that a job works on; all null where it brought its own series.
    public record Source(UUID datasetId, Integer version, String name, String datasetSha256, String seriesSha256) {}

    /// @param kind null while there is no seal
    /// @param seq null while the seal waits for the log
    public record Seal(String kind, Long seq) {}

    static Job of(Row row) {
        return new Job(
                row.getUUID("id"),
                row.getUUID("owner_id"),
                row.getUUID("created_by"),
                row.getString("kind"),
                row.getString("status"),
                new Source(
                        row.getUUID("dataset_id"),
                        row.getInteger("dataset_version"),
                        row.getString("dataset_name"),
                        row.getString("dataset_sha256"),
                        row.getString("series_sha256")),
                new ForecastOptions(
                        row.getInteger("horizon"),
                        Arrays.asList(row.getArrayOfDoubles("levels")),
                        row.getString("model"),
                        row.getInteger("backtest_windows"),
                        ForecastDetails.NONE),
                row.getArrayOfStrings("series_filter") == null
                        ? null
                        : Arrays.asList(row.getArrayOfStrings("series_filter")),
                instant(row, "created_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getInteger("done"),
                row.getInteger("total"),
                row.getInteger("done_before"),
                row.getLong("progress_seq"),
                row.getInteger("priority"),
                instant(row, "deadline"),
                row.getInteger("ordinals"),
                row.getInteger("chunk"),
                row.getLong("units_per_series"),
                row.getBoolean("parked"),
                row.getString("error"),
                row.getString("engine_version"),
                row.getString("result_sha256"),
                row.getString("metrics"),
                new Seal(row.getString("seal_kind"), row.getLong("seal_seq")));
    }

    /// Done of those that were asked for: sums of a hierarchy come free.
    public int seriesDone() {
        return Math.min(done, series == null ? ordinals : series.size());
    }

    /// What it has cost so far.
    public long unitsDone() {
        return unitsPerSeries * seriesDone();
    }

    /// What is left of it may cost.
    long unitsLeft() {
        return unitsPerSeries * Math.max(0, total - done);
    }

    public boolean isOver() {
        return !status.equals("queued") && !status.equals("running");
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
