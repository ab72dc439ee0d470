package dev.almanac.engine;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// A predictive distribution by steps ahead.
///
/// @param mean shape `[horizon]`
/// @param levels percent, as asked
/// @param lower shape `[levels][horizon]`; `upper` the same; never crossing
public record Forecast(double[] mean, double[] levels, double[][] lower, double[][] upper) {

    public int horizon() {
        return mean.length;
    }

    /// A level as people and files name it: `80` for 80.0, `97.5` for 97.5.
    public static String levelName(double level) {
        return level == Math.rint(level) ? Long.toString((long) level) : Double.toString(level);
    }

    /// The same forecast with the distance of each bound from the mean multiplied.
    Forecast widened(double factor) {
        double[][] widerLower = new double[lower.length][];
        double[][] widerUpper = new double[upper.length][];
        for (int i = 0; i < levels.length; i++) {
            widerLower[i] = new double[mean.length];
            widerUpper[i] = new double[mean.length];
            for (int h = 0; h < mean.length; h++) {
                widerLower[i][h] = mean[h] + factor * (lower[i][h] - mean[h]);
                widerUpper[i][h] = mean[h] + factor * (upper[i][h] - mean[h]);
            }
        }
        return new Forecast(mean, levels, widerLower, widerUpper);
    }

    /// The same forecast moved by something known, one value a step.
    public Forecast plus(double[] known) {
        return mapped(values -> {
            double[] result = new double[values.length];
            for (int h = 0; h < values.length; h++) {
                result[h] = values[h] + known[h];
            }
            return result;
        });
    }

    /// The forecast of what has this one for its logarithm: the mean becomes the median.
    Forecast exponentials() {
        return mapped(values -> each(values, StrictMath::exp));
    }

    /// @param change keeps the order of values at each step
    Forecast mapped(UnaryOperator<double[]> change) {
        double[][] changedLower = new double[lower.length][];
        double[][] changedUpper = new double[upper.length][];
        for (int i = 0; i < levels.length; i++) {
            changedLower[i] = change.apply(lower[i]);
            changedUpper[i] = change.apply(upper[i]);
        }
        return new Forecast(change.apply(mean), levels, changedLower, changedUpper);
    }

    private static double[] each(double[] values, DoubleUnaryOperator change) {
        double[] result = new double[values.length];
        for (int h = 0; h < values.length; h++) {
            result[h] = change.applyAsDouble(values[h]);
        }
        return result;
    }

    /// A forecast with normal errors of the given standard deviations.
    static Forecast normal(double[] mean, double[] deviations, double... levels) {
        double[][] lower = new double[levels.length][mean.length];
        double[][] upper = new double[levels.length][mean.length];
        for (int i = 0; i < levels.length; i++) {
            double z = Normal.quantile(0.5 + levels[i] / 200);
            for (int h = 0; h < mean.length; h++) {
                lower[i][h] = mean[h] - z * deviations[h];
                upper[i][h] = mean[h] + z * deviations[h];
            }
        }
        return new Forecast(mean, levels.clone(), lower, upper);
    }
}
