package dev.almanac.forecast.series;

import dev.almanac.engine.Regressors;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is known of an external regressor.
///
/// @param past oldest first; the last one belongs to the last observation, earlier ones than the first are left out
/// @param future one a step ahead, nearest first; absent for a backtest
public record RegressorValues(@NotEmpty List<@NotNull Double> past, List<@NotNull Double> future) {

    /// For a series of `n` values.
    ///
    /// @return null where there are none
    /// @throws IllegalArgumentException names the regressor that is too short or not finite
    public static Regressors forSeries(Map<String, RegressorValues> all, int n) {
        if (all == null || all.isEmpty()) {
            return null;
        }
        List<String> names = all.keySet().stream().sorted().toList();
        List<double[]> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(all.get(name).column(name, n));
        }
        return new Regressors(names, columns.toArray(double[][]::new));
    }

    private double[] column(String name, int n) {
        if (past.size() < n) {
            throw new IllegalArgumentException(
                    "has %d observations, but regressor %s only %d past values".formatted(n, name, past.size()));
        }
        int ahead = future == null ? 0 : future.size();
        double[] column = new double[n + ahead];
        for (int t = 0; t < column.length; t++) {
            column[t] = t < n ? past.get(past.size() - n + t) : future.get(t - n);
        }
        return column;
    }
}
