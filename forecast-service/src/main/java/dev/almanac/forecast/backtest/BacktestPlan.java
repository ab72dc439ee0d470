package dev.almanac.forecast.backtest;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Backtest;
import dev.almanac.forecast.series.ForecastLimits;
import dev.almanac.forecast.series.Mistakes;
import dev.almanac.forecast.series.RegressorValues;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.kit.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A backtest, checked; what the job keeps as its details.
///
/// @param models in the order of the request, each once
public record BacktestPlan(
        int horizon, int windows, int step, List<String> models, Map<String, RegressorValues> regressors) {

    private static final int MOST_WINDOWS = 50;
    private static final int LONGEST_STEP = 10_000;

    /// Checks all parts at once, so that a client learns of every mistake in one answer.
    static BacktestPlan checked(BacktestRequest request, ForecastLimits limits) {
        List<FieldError> errors = new ArrayList<>();
        if ((request.datasetId() == null) == (request.series() == null)) {
            errors.add(new FieldError("dataset_id", "one-of", "give either dataset_id or series"));
        }
        check("horizon", request.horizon(), limits.horizon(), errors);
        int windows = request.windows() == null ? 3 : request.windows();
        check("windows", windows, MOST_WINDOWS, errors);
        int step = request.step() == null ? 1 : request.step();
        check("step", step, LONGEST_STEP, errors);
        List<String> unknown = new ArrayList<>(request.models());
        unknown.removeAll(AutoForecaster.methods());
        if (!unknown.isEmpty()) {
            String known = String.join(", ", AutoForecaster.methods());
            errors.add(new FieldError("models", "unknown", unknown.getFirst() + " is none of " + known));
        }
        Mistakes.refuse(errors);
        List<String> models = request.models().stream().distinct().toList();
        return new BacktestPlan(request.horizon(), windows, step, models, request.regressors());
    }

    private static void check(String field, Integer value, int most, List<FieldError> errors) {
        if (value == null || value < 1 || value > most) {
            errors.add(new FieldError(field, "out-of-range", "must be from 1 to " + most));
        }
    }

    Backtest backtest(SeriesInput series) {
        return new Backtest(windows, horizon, step, series.usableSeason());
    }
}
