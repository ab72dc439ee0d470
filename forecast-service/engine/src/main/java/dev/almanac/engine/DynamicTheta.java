package dev.almanac.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// The optimised Theta methods in their state-space form: the weight of the regression line is `1 - 1/theta`, with
/// theta
/// estimated together with the level's smoothing; in the dynamic one the line is fitted anew at each observation.
///
/// `mu[t] = l[t-1] + (1 - 1/theta) * ((1-alpha)^(t-1) * A + (1 - (1-alpha)^t) / alpha * B)`,
/// `l[t] = alpha*y[t] + (1-alpha)*l[t-1]`, with `A + B*t` the line. Season as in [Theta]. Intervals: variance
/// `sigma^2 * (1 + (h-1) * alpha^2)`. Source: Fiorucci et al. (2016), doi:10.1016/j.ijforecast.2016.02.005.
public record DynamicTheta(int seasonLength, boolean dynamic) implements Forecaster {

    private static final int EVALUATIONS = 200;
    private static final NelderMead.Precision PRECISION = new NelderMead.Precision(1, 1e-6);
    private static final double LARGEST_THETA = 20;

    public DynamicTheta {
        Observations.requireSeason(seasonLength);
    }

    @Override
    public String name() {
        return dynamic ? "dynamic_theta" : "optimised_theta";
    }

    @Override
    public int minimumObservations() {
        return 4;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        Decomposition season = Decomposition.seasonOf(y, seasonLength);
        double[] adjusted = season == null ? y : season.adjust(y);
        double unit = Math.max(Observations.deviation(adjusted), 1e-300);
        double first = adjusted[0];
        double[] best = NelderMead.minimise(
                free -> logarithm(
                        Run.over(adjusted, Shape.of(free, first, unit), dynamic).squares(), y.length),
                new double[] {0, 0, 0},
                PRECISION,
                EVALUATIONS);
        Shape shape = Shape.of(best, first, unit);
        Run run = Run.over(adjusted, shape, dynamic);
        return new Fitted(season, adjusted, shape, run, dynamic);
    }

    /// On the scale of a likelihood, which the precision is meant for.
    private static double logarithm(double squares, int n) {
        return n * StrictMath.log(Math.max(squares, 1e-300));
    }

    /// @param weight of the line, `1 - 1/theta`
    private record Shape(double level, double alpha, double weight) {

        /// The first level is looked for around `first / theta`, where the first expectation is the first value.
        static Shape of(double[] free, double first, double unit) {
            double theta = 1 + (LARGEST_THETA - 1) * logistic(free[2] - 2.9);
            return new Shape(first / theta + unit * free[0], 0.1 + 0.89 * logistic(free[1]), 1 - 1 / theta);
        }

        double theta() {
            return 1 / (1 - weight);
        }

        private static double logistic(double x) {
            return 1 / (1 + StrictMath.exp(-x));
        }
    }

    /// A pass over the series and beyond it, where expectations take the place of observations.
    private static final class Run {
        private final Shape shape;
        private final boolean dynamic;
        private int seen;
        private double level;
        private double mean;
        private double slope;
        private double intercept;
        private double remaining = 1;
        private double squares;

        private Run(Shape shape, boolean dynamic) {
            this.shape = shape;
            this.dynamic = dynamic;
            this.level = shape.level();
        }

        private Run(Run other) {
            this(other.shape, other.dynamic);
            seen = other.seen;
            level = other.level;
            mean = other.mean;
            slope = other.slope;
            intercept = other.intercept;
            remaining = other.remaining;
        }

        static Run before(double[] y, Shape shape, boolean dynamic) {
            Run run = new Run(shape, dynamic);
            if (!dynamic) {
                run.slope = Observations.slope(y);
                run.intercept = Observations.mean(y, 0, y.length) - run.slope * (y.length + 1) / 2;
            }
            return run;
        }

        static Run over(double[] y, Shape shape, boolean dynamic) {
            Run run = before(y, shape, dynamic);
            for (double value : y) {
                double error = value - run.expected();
                run.squares += run.seen < 2 && dynamic ? 0 : error * error;
                run.take(value);
            }
            return run;
        }

        double squares() {
            return squares;
        }

        double expected() {
            double after = remaining * (1 - shape.alpha());
            return level + shape.weight() * (remaining * intercept + (1 - after) / shape.alpha() * slope);
        }

        void take(double value) {
            level += shape.alpha() * (value - level);
            remaining *= 1 - shape.alpha();
            seen++;
            if (dynamic) {
                double before = mean;
                mean += (value - mean) / seen;
                slope = seen == 1 ? 0 : ((seen - 2) * slope + 6 * (value - before) / seen) / (seen + 1);
                intercept = mean - slope * (seen + 1) / 2;
            }
        }
    }

    private record Fitted(Decomposition season, double[] y, Shape shape, Run end, boolean dynamic)
            implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] mean = new double[horizon];
            double[] deviations = new double[horizon];
            Run run = new Run(end);
            for (int h = 0; h < horizon; h++) {
                mean[h] = run.expected();
                deviations[h] = sigma() * Math.sqrt(1 + h * shape.alpha() * shape.alpha());
                run.take(mean[h]);
            }
            Forecast forecast = Forecast.normal(mean, deviations, levels);
            return season == null ? forecast : season.reseason(forecast, y.length);
        }

        @Override
        public double[] expected() {
            double[] expected = new double[y.length];
            Run run = Run.before(y, shape, dynamic);
            for (int t = 0; t < y.length; t++) {
                expected[t] = run.expected();
                run.take(y[t]);
            }
            return season == null ? expected : season.reseason(expected, 0);
        }

        private double sigma() {
            return Math.sqrt(end.squares() / Math.max(1, y.length - 3));
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> parameters = new LinkedHashMap<>();
            parameters.put("alpha", shape.alpha());
            parameters.put("theta", shape.theta());
            parameters.put("level", shape.level());
            parameters.put("sigma", sigma());
            return parameters;
        }

        @Override
        public String description() {
            return Theta.title(dynamic ? "Dynamic Theta" : "Optimised Theta", season);
        }
    }
}
