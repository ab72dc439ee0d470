package dev.almanac.forecast.breach;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;

/// What of a forecast did not come true so far.
///
/// @param comparisons one a version of the dataset that brought values, newest first
/// @param breaches the first of them, by series and time; `outside` says how many there are
public record BreachView(List<Comparison> comparisons, List<Breach> breaches) {

    /// What a version of the dataset told.
    ///
    /// @param level of the interval, percent: the widest one
    /// @param arrived values that the forecast speaks of and that are known, all since it was made
    /// @param outside those of them that lie outside the interval
    /// @param expected how many of them would, if the interval is right
    public record Comparison(
            int datasetVersion, double level, int arrived, int outside, double expected, Instant comparedAt) {

        static Comparison of(Row row) {
            double level = row.getDouble("level");
            int arrived = row.getInteger("arrived");
            return new Comparison(
                    row.getInteger("dataset_version"),
                    level,
                    arrived,
                    row.getInteger("outside"),
                    BreachView.expected(arrived, level),
                    row.getOffsetDateTime("compared_at").toInstant());
        }
    }

    /// One value outside the interval.
    ///
    /// @param datasetVersion in which it was seen first
    public record Breach(String series, Instant time, double value, double lo, double hi, int datasetVersion) {

        static Breach of(Row row) {
            return new Breach(
                    row.getString("series_id"),
                    row.getOffsetDateTime("at").toInstant(),
                    row.getDouble("value"),
                    row.getDouble("lo"),
                    row.getDouble("hi"),
                    row.getInteger("dataset_version"));
        }
    }

    static double expected(int arrived, double level) {
        return arrived * (100 - level) / 100;
    }
}
