package dev.almanac.forecast.series;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.kit.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How to forecast, checked.
///
/// @param levels percent, ascending, no two the same
/// @param windows of the backtest; 0 for as many as the series allows, at most three
public record ForecastOptions(int horizon, List<Double> levels, String model, int windows, ForecastDetails details) {

    private static final List<Double> DEFAULT_LEVELS = List.of(80.0, 95.0);
    private static final int MOST_WINDOWS = 50;

    public ForecastOptions {
        levels = List.copyOf(levels);
    }

    /// The same with other details.
    public ForecastOptions with(ForecastDetails other) {
        return new ForecastOptions(horizon, levels, model, windows, other);
    }

    /// How large the result of one series is about, written out, in bytes: a time, a mean, parts and two bounds a level
    /// for each step.
    public long resultBytes() {
        return 1_000 + horizon * (110L + 40L * levels.size());
    }

    /// Checks all parts at once, so that a client learns of every mistake in one answer.
    ///
    /// @param levels null for 80 and 95
    /// @param model null for `auto`
    /// @param windows null for the engine's choice
    public static ForecastOptions checked(
            Integer horizon,
            List<Double> levels,
            String model,
            Integer windows,
            ForecastDetails details,
            ForecastLimits limits) {
        List<FieldError> errors = new ArrayList<>();
        if (horizon == null || horizon < 1 || horizon > limits.horizon()) {
            errors.add(new FieldError("horizon", "out-of-range", "must be from 1 to " + limits.horizon()));
        }
        List<Double> sorted = (levels == null ? DEFAULT_LEVELS : levels)
                .stream().distinct().sorted().toList();
        if (sorted.isEmpty() || sorted.size() > limits.levels()) {
            errors.add(new FieldError("levels", "out-of-range", "give 1 to " + limits.levels() + " levels"));
        }
        if (sorted.stream().anyMatch(level -> !(level > 0 && level < 100))) {
            errors.add(new FieldError("levels", "out-of-range", "must lie between 0 and 100 percent"));
        }
        String method = model == null ? "auto" : model;
        if (!AutoForecaster.methods().contains(method)) {
            String known = String.join(", ", AutoForecaster.methods());
            errors.add(new FieldError("model", "unknown", "must be one of " + known));
        }
        if (windows != null && (windows < 1 || windows > MOST_WINDOWS)) {
            errors.add(new FieldError("backtest.windows", "out-of-range", "must be from 1 to " + MOST_WINDOWS));
        }
        if (horizon != null) {
            check(details, horizon, errors);
        }
        Mistakes.refuse(errors);
        return new ForecastOptions(horizon, sorted, method, windows == null ? 0 : windows, details);
    }

    private static void check(ForecastDetails details, int horizon, List<FieldError> errors) {
        Map<String, RegressorValues> regressors = details.regressors() == null ? Map.of() : details.regressors();
        regressors.forEach((name, values) -> {
            int known = values.future() == null ? 0 : values.future().size();
            if (known < horizon) {
                errors.add(new FieldError(
                        "regressors." + name + ".future",
                        "too-few",
                        "needs %d values, one a step ahead, has %d".formatted(horizon, known)));
            }
        });
        HierarchyOptions hierarchy = details.hierarchy();
        if (hierarchy == null) {
            return;
        }
        if (hierarchy.method() != null && !HierarchyOptions.methods().contains(hierarchy.method())) {
            String known = String.join(", ", HierarchyOptions.methods());
            errors.add(new FieldError("hierarchy.method", "unknown", "must be one of " + known));
        }
        try {
            hierarchy.hierarchy();
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("hierarchy.children", "not-a-hierarchy", e.getMessage()));
        }
    }

    AutoForecaster.Task task(SeriesInput series) {
        AssignedModel assigned = details.modelOf(series.id(), new AssignedModel(model, details.robust(), windows));
        double[] percent = levels.stream().mapToDouble(Double::doubleValue).toArray();
        return new AutoForecaster.Task(
                horizon,
                series.usableSeason(),
                assigned.model(),
                assigned.windows(),
                assigned.robust(),
                RegressorValues.forSeries(details.regressors(), series.values().length),
                percent);
    }
}
