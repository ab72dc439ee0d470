package dev.almanac.forecast.backtest;

import dev.almanac.engine.Accuracy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The methods over all series, best first: means of what each achieved on the series that it could forecast.
///
/// @param series how many there were; `failed` of them could not be backtested at all
/// @param perWindow the mean MASE of each method in each window, oldest first
public record Leaderboard(int series, int failed, List<Row> leaderboard, Map<String, List<Double>> perWindow) {

    /// One method.
    ///
    /// @param rank from 1; absent for a method that forecast nothing
    /// @param series that it forecast
    /// @param cpuMs mean over the series, all windows together
    /// @param error the first reason why it failed somewhere; absent where it never did
    public record Row(
            String model,
            Integer rank,
            int series,
            Double mase,
            Double rmsse,
            Double smape,
            Double bias,
            Double msis,
            Double coverage,
            Double crps,
            Double cpuMs,
            String error) {}

    /// Adds up series by series; memory grows with the methods only.
    static final class Sums {
        private final Map<String, Sum> methods = new LinkedHashMap<>();
        private int series;
        private int failed;

        void add(SeriesBacktest backtest) {
            series++;
            if (backtest.error() != null) {
                failed++;
                return;
            }
            for (SeriesBacktest.Entry entry : backtest.leaderboard()) {
                methods.computeIfAbsent(entry.model(), model -> new Sum()).add(entry);
            }
        }

        Leaderboard leaderboard() {
            List<Map.Entry<String, Sum>> sorted = methods.entrySet().stream()
                    .sorted(Comparator.comparingDouble(entry -> entry.getValue().sortKey()))
                    .toList();
            List<Row> rows = new ArrayList<>();
            Map<String, List<Double>> perWindow = new LinkedHashMap<>();
            for (Map.Entry<String, Sum> entry : sorted) {
                rows.add(entry.getValue().row(entry.getKey(), rows.size() + 1));
                perWindow.put(entry.getKey(), entry.getValue().windowMeans());
            }
            return new Leaderboard(series, failed, rows, perWindow);
        }
    }

    private static final class Sum {
        private int count;
        private double mase;
        private double rmsse;
        private double smape;
        private double bias;
        private double msis;
        private double coverage;
        private double crps;
        private double cpuMs;
        private final List<Double> windows = new ArrayList<>();
        private String error;

        void add(SeriesBacktest.Entry entry) {
            if (entry.error() != null) {
                error = error == null ? entry.error() : error;
                return;
            }
            Accuracy accuracy = entry.accuracy();
            count++;
            mase += accuracy.mase();
            rmsse += accuracy.rmsse();
            smape += accuracy.smape();
            bias += accuracy.bias();
            msis += accuracy.msis();
            coverage += accuracy.coverage();
            crps += accuracy.crps();
            cpuMs += entry.cpuMs();
            for (int i = 0; i < entry.windows().size(); i++) {
                if (i == windows.size()) {
                    windows.add(0.0);
                }
                windows.set(i, windows.get(i) + entry.windows().get(i));
            }
        }

        double sortKey() {
            return count == 0 ? Double.POSITIVE_INFINITY : mase / count;
        }

        List<Double> windowMeans() {
            return windows.stream().map(sum -> sum / count).toList();
        }

        Row row(String model, int rank) {
            return count == 0
                    ? new Row(model, null, 0, null, null, null, null, null, null, null, null, error)
                    : new Row(
                            model,
                            rank,
                            count,
                            mase / count,
                            rmsse / count,
                            smape / count,
                            bias / count,
                            msis / count,
                            coverage / count,
                            crps / count,
                            cpuMs / count,
                            error);
        }
    }
}
