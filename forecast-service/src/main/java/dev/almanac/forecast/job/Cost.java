package dev.almanac.forecast.job;

import dev.almanac.engine.AutoForecaster;
import java.util.List;

/// What work costs, in units a series: horizon x methods, for a backtest x windows. The method that chooses counts as
/// the four that it usually joins.
public final class Cost {

    private static final int OF_AUTO = 4;

    private Cost() {}

    public static long ofForecast(int horizon, String model) {
        return (long) horizon * methods(model);
    }

    public static long ofBacktest(int horizon, List<String> models, int windows) {
        return (long) horizon
                * windows
                * models.stream().mapToInt(Cost::methods).sum();
    }

    private static int methods(String model) {
        return model.equals(AutoForecaster.AUTO) ? OF_AUTO : 1;
    }
}
