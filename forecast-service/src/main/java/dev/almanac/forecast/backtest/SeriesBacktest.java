package dev.almanac.forecast.backtest;

import dev.almanac.engine.Accuracy;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Backtest;
import dev.almanac.engine.Watch;
import dev.almanac.forecast.series.RegressorValues;
import dev.almanac.forecast.series.SeriesInput;
import java.util.List;
import java.util.stream.IntStream;

/// What the methods achieved on one series.
///
/// @param leaderboard best first; those that failed last, with their reason
/// @param error why there is none; then `leaderboard` is absent
public record SeriesBacktest(String id, List<Entry> leaderboard, String error) {

    /// One method.
    ///
    /// @param rank from 1; absent where `error` says why
    /// @param accuracy over all windows, see [Accuracy]
    /// @param windows the MASE of each, oldest first
    /// @param cpuMs of all windows
    public record Entry(
            String model, Integer rank, Accuracy accuracy, List<Double> windows, double cpuMs, String error) {}

    static SeriesBacktest of(SeriesInput series, BacktestPlan plan, Watch watch) {
        try {
            List<Backtest.Score> scores = AutoForecaster.leaderboard(
                    series.values(),
                    plan.backtest(series),
                    plan.models(),
                    RegressorValues.forSeries(plan.regressors(), series.values().length),
                    watch);
            return new SeriesBacktest(series.id(), entries(scores), null);
        } catch (IllegalArgumentException e) {
            return new SeriesBacktest(series.id(), null, "The series " + e.getMessage());
        }
    }

    private static List<Entry> entries(List<Backtest.Score> scores) {
        return IntStream.range(0, scores.size())
                .mapToObj(i -> entry(i + 1, scores.get(i)))
                .toList();
    }

    private static Entry entry(int rank, Backtest.Score score) {
        return new Entry(
                score.model(),
                score.error() == null ? rank : null,
                score.accuracy(),
                score.windows().stream().map(Accuracy::mase).toList(),
                score.cpuMillis(),
                score.error());
    }
}
