package dev.almanac.forecast.job;

import dev.almanac.engine.AutoForecaster;
import java.util.List;

/// What work costs, in units: series x horizon x methods, for a backtest x windows. The method that chooses counts as
/// the four that it usually joins.
///
/// @param charged absent until the work is over
public record Cost(long estimated, Long charged) {

    private static final int OF_AUTO = 4;

    /// Of a job, at any time.
    public static Cost of(Job job) {
        return new Cost(job.total() * job.unitsPerSeries(), job.isOver() ? Long.valueOf(job.unitsDone()) : null);
    }

    /// Of a call that is answered at once: what it was estimated to take it did.
    public static Cost of(long units) {
        return new Cost(units, units);
    }

    /// Of each series.
    public static long ofForecast(int horizon, String model) {
        return (long) horizon * methods(model);
    }

    /// Of each series.
    public static long ofBacktest(int horizon, List<String> models, int windows) {
        return (long) horizon
                * windows
                * models.stream().mapToInt(Cost::methods).sum();
    }

    private static int methods(String model) {
        return model.equals(AutoForecaster.AUTO) ? OF_AUTO : 1;
    }
}
