package dev.almanac.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Several methods' forecasts as one.
///
/// The half-width of an interval joins what the members think of themselves with how much they disagree,
/// `sqrt(mean(w)^2 + (z*sd)^2)`, and is widened by `(1 + 3/n) * k^min(0.4, 8/n)`, `k` the season ahead, because no
/// member knows that its parameters are estimated and its model may be wrong; the constants are from rolling origins
/// inside the training parts of public series. Source: Petropoulos and Svetunkov (2020),
/// doi:10.1016/j.ijforecast.2019.01.006.
public record Combination(int seasonLength, List<Forecaster> members, Rule rule) implements Forecaster {

    private static final double ESTIMATION = 3;
    private static final double DRIFTING_AWAY = 8;
    private static final double FASTEST_DRIFT = 0.4;
    private static final int WEIGHING_WINDOWS = 3;

    /// How the members' expected values become one.
    public enum Rule {
        /// The plain mean.
        MEAN,
        /// The median at each step.
        MEDIAN,
        /// Weights in proportion to `1 / rolling-origin MSE`.
        WEIGHTED
    }

    public Combination {
        Observations.requireSeason(seasonLength);
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a combination needs at least one method");
        }
    }

    @Override
    public String name() {
        return switch (rule) {
            case MEAN -> "combination";
            case MEDIAN -> "median";
            case WEIGHTED -> "weighted";
        };
    }

    @Override
    public int minimumObservations() {
        return members.stream().mapToInt(Forecaster::minimumObservations).max().orElseThrow();
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        return new Fitted(this, members.stream().map(member -> member.fit(y)).toList(), weights(y), y.length);
    }

    /// One a member, of sum 1.
    double[] weights(double[] y) {
        double[] weights = new double[members.size()];
        Arrays.fill(weights, 1.0 / weights.length);
        int horizon = Math.max(seasonLength, 2);
        Backtest backtest = new Backtest(WEIGHING_WINDOWS, horizon, 1, seasonLength);
        if (rule != Rule.WEIGHTED || backtest.firstTraining(y.length) < minimumObservations()) {
            return weights;
        }
        double sum = 0;
        for (Backtest.Score score : backtest.run(y, members)) {
            int place = places().indexOf(score.model());
            double error = score.accuracy() == null
                    ? Double.POSITIVE_INFINITY
                    : score.accuracy().rmse();
            weights[place] = 1 / Math.max(error * error, 1e-300);
            sum += weights[place];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = sum > 0 && Double.isFinite(sum) ? weights[i] / sum : 1.0 / weights.length;
        }
        return weights;
    }

    private List<String> places() {
        return members.stream().map(Forecaster::name).toList();
    }

    /// @param forecasts of the members, for the same horizon and levels
    /// @param n observations that they were fitted to
    Forecast combine(List<Forecast> forecasts, double[] weights, int n, int horizon, double... levels) {
        double[] mean = new double[horizon];
        double[][] lower = new double[levels.length][horizon];
        double[][] upper = new double[levels.length][horizon];
        double[] values = new double[forecasts.size()];
        double drifting = Math.min(FASTEST_DRIFT, DRIFTING_AWAY / n);
        double[] z = Arrays.stream(levels)
                .map(level -> Normal.quantile(0.5 + level / 200))
                .toArray();
        for (int h = 0; h < horizon; h++) {
            for (int j = 0; j < values.length; j++) {
                values[j] = forecasts.get(j).mean()[h];
            }
            double centre = weighted(values, weights);
            double disagreement = disagreement(values, weights, centre);
            mean[h] = rule == Rule.MEDIAN ? Observations.median(values) : centre;
            double widening = (1 + ESTIMATION / n) * StrictMath.pow(1 + h / seasonLength, drifting);
            for (int i = 0; i < levels.length; i++) {
                double between = z[i] * disagreement;
                double below = 0;
                double above = 0;
                for (int j = 0; j < values.length; j++) {
                    below += weights[j] * (values[j] - forecasts.get(j).lower()[i][h]);
                    above += weights[j] * (forecasts.get(j).upper()[i][h] - values[j]);
                }
                lower[i][h] = mean[h] - widening * hypotenuse(below, between);
                upper[i][h] = mean[h] + widening * hypotenuse(above, between);
            }
        }
        return new Forecast(mean, levels.clone(), lower, upper);
    }

    private static double weighted(double[] values, double[] weights) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
            sum += weights[j] * values[j];
        }
        return sum;
    }

    private static double disagreement(double[] values, double[] weights, double centre) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
            sum += weights[j] * (values[j] - centre) * (values[j] - centre);
        }
        return Math.sqrt(sum);
    }

    /// Scaled, so that neither square leaves the range of numbers.
    private static double hypotenuse(double a, double b) {
        double largest = Math.max(Math.abs(a), Math.abs(b));
        return largest == 0 ? 0 : largest * Math.sqrt(a / largest * (a / largest) + b / largest * (b / largest));
    }

    private record Fitted(Combination method, List<FittedModel> members, double[] weights, int n)
            implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            List<Forecast> forecasts = members.stream()
                    .map(member -> member.forecast(horizon, levels))
                    .toList();
            return method.combine(forecasts, weights, n, horizon, levels);
        }

        @Override
        public double[] expected() {
            List<double[]> all = members.stream().map(FittedModel::expected).toList();
            double[] expected = new double[n];
            double[] values = new double[all.size()];
            for (int t = 0; t < n; t++) {
                for (int j = 0; j < values.length; j++) {
                    values[j] = all.get(j)[t];
                }
                expected[t] = method.rule == Rule.MEDIAN ? Observations.median(values) : weighted(values, weights);
            }
            return expected;
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> all = new LinkedHashMap<>();
            for (int j = 0; j < weights.length; j++) {
                String member = members.get(j).description();
                all.put(member + " weight", weights[j]);
                members.get(j).parameters().forEach((name, value) -> all.put(member + " " + name, value));
            }
            return all;
        }

        @Override
        public String description() {
            String names = members.stream().map(FittedModel::description).collect(Collectors.joining(", "));
            return switch (method.rule) {
                case MEAN -> "Mean of " + names;
                case MEDIAN -> "Median of " + names;
                case WEIGHTED -> "Weighted mean of " + names;
            };
        }
    }
}
