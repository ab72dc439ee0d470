package dev.almanac.engine;

/// Keeps a forecast where the series can plausibly go, because a method that explodes once costs more trust than it
/// earns everywhere else.
///
/// Expected values stay within the range seen, plus that range times `1 + 3h/n` on either side; bounds within ten times
/// as much; neither is negative where the series never was.
final class GuardRail {

    private static final double GROWTH = 3;
    private static final double BOUNDS = 10;

    private final double least;
    private final double most;
    private final int n;

    private GuardRail(double least, double most, int n) {
        this.least = least;
        this.most = most;
        this.n = n;
    }

    static GuardRail of(double[] y) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : y) {
            most = Math.max(most, value);
        }
        return new GuardRail(Observations.minimum(y), most, y.length);
    }

    Forecast keep(Forecast forecast) {
        double[] mean = forecast.mean().clone();
        clamp(mean, 1);
        double[][] lower = new double[forecast.lower().length][];
        double[][] upper = new double[forecast.upper().length][];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = forecast.lower()[i].clone();
            upper[i] = forecast.upper()[i].clone();
            clamp(lower[i], BOUNDS);
            clamp(upper[i], BOUNDS);
            for (int h = 0; h < mean.length; h++) {
                lower[i][h] = Math.min(lower[i][h], mean[h]);
                upper[i][h] = Math.max(upper[i][h], mean[h]);
            }
        }
        return new Forecast(mean, forecast.levels(), lower, upper);
    }

    private void clamp(double[] values, double times) {
        for (int h = 0; h < values.length; h++) {
            double reach = times * (most - least) * (1 + GROWTH * (h + 1) / n);
            double floor = least >= 0 ? Math.max(0, least - reach) : least - reach;
            double kept = Math.min(Math.max(values[h], floor), most + reach);
            values[h] = Double.isNaN(kept) ? most : kept;
        }
    }
}
