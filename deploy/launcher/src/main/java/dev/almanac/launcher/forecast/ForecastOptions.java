package dev.almanac.launcher.forecast;

import dev.almanac.engine.AutoForecaster;
import java.util.Arrays;
import java.util.List;

/// What the command line asks for.
///
/// @param levels percent, ascending
/// @param season 0 to take the calendar's
/// @param windows of the backtest; 0 for as many as a series allows, at most three
record ForecastOptions(int horizon, double[] levels, String model, int season, int windows, boolean robust) {

    private static final int LONGEST_HORIZON = 10_000;

    /// @throws IllegalArgumentException names the option and what it takes
    static ForecastOptions of(CommandOptions words) {
        String model = words.text("--model", AutoForecaster.AUTO);
        List<String> known = AutoForecaster.methods();
        if (!known.contains(model)) {
            throw new IllegalArgumentException(
                    "no model is called " + model + "; there are " + String.join(", ", known));
        }
        return new ForecastOptions(
                words.whole("--horizon", 1, LONGEST_HORIZON),
                levels(words.text("--levels", "80,95")),
                model,
                words.has("--season") ? words.whole("--season", 1, 10_000) : 0,
                words.has("--backtest") ? words.whole("--backtest", 1, 50) : 0,
                words.has("--robust"));
    }

    AutoForecaster.Task task(FileSeries series) {
        int inferred = series.values().length > 2 * series.seasonLength() ? series.seasonLength() : 1;
        return new AutoForecaster.Task(horizon, season > 0 ? season : inferred, model, windows, robust, null, levels);
    }

    private static double[] levels(String text) {
        try {
            double[] levels = Arrays.stream(text.split(","))
                    .mapToDouble(Double::parseDouble)
                    .distinct()
                    .sorted()
                    .toArray();
            if (Arrays.stream(levels).allMatch(level -> level > 0 && level < 100)) {
                return levels;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--levels takes percentages such as 80,95, was " + text, e);
        }
        throw new IllegalArgumentException("--levels takes percentages between 0 and 100, was " + text);
    }
}
