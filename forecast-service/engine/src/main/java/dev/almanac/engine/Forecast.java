package dev.almanac.engine;

/// A predictive distribution by steps ahead.
///
/// @param mean shape `[horizon]`
/// @param levels percent, as asked
/// @param lower shape `[levels][horizon]`; `upper` the same; never crossing
public record Forecast(double[] mean, double[] levels, double[][] lower, double[][] upper) {

    public int horizon() {
        return mean.length;
    }

    /// The same forecast kept within what the series can be.
    Forecast atLeast(double bound) {
        double[] boundedMean = bounded(mean, bound);
        double[][] boundedLower = new double[lower.length][];
        double[][] boundedUpper = new double[upper.length][];
        for (int i = 0; i < levels.length; i++) {
            boundedLower[i] = bounded(lower[i], bound);
            boundedUpper[i] = bounded(upper[i], bound);
        }
        return new Forecast(boundedMean, levels, boundedLower, boundedUpper);
    }

    /// The same forecast moved by something known, one value a step.
    Forecast plus(double[] known) {
        double[][] movedLower = new double[lower.length][];
        double[][] movedUpper = new double[upper.length][];
        for (int i = 0; i < levels.length; i++) {
            movedLower[i] = sum(lower[i], known);
            movedUpper[i] = sum(upper[i], known);
        }
        return new Forecast(sum(mean, known), levels, movedLower, movedUpper);
    }

    private static double[] sum(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] + b[i];
        }
        return result;
    }

    private static double[] bounded(double[] values, double bound) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.max(values[i], bound);
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
