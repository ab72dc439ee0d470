package dev.almanac.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The mean of several methods' forecasts: means and bounds are averaged, bounds widened around the mean by `1 + 20/n`,
/// because each method's own intervals leave out that the model may be wrong and its parameters are estimated, which
/// matters most for short series. The mean, not the median, and no weights: nothing simpler was found to be better over
/// the public forecasting competitions. The 20 is from rolling origins inside the training parts of public series.
/// Source: Petropoulos and Svetunkov (2020), doi:10.1016/j.ijforecast.2019.01.006.
public record MeanOf(List<Forecaster> members) implements Forecaster {

    private static final double WIDENING_OBSERVATIONS = 20;

    public MeanOf {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a combination needs at least one method");
        }
    }

    @Override
    public String name() {
        return members.stream().map(Forecaster::name).collect(Collectors.joining("+"));
    }

    @Override
    public int minimumObservations() {
        return members.stream().mapToInt(Forecaster::minimumObservations).max().orElseThrow();
    }

    @Override
    public FittedModel fit(double[] y) {
        return new Fitted(members.stream().map(member -> member.fit(y)).toList(), y.length);
    }

    /// @param forecasts of the members, for the same horizon and levels
    /// @param n observations that they were fitted to
    static Forecast combine(List<Forecast> forecasts, int n, int horizon, double... levels) {
        double widening = 1 + WIDENING_OBSERVATIONS / n;
        double[] mean = new double[horizon];
        double[][] lower = new double[levels.length][horizon];
        double[][] upper = new double[levels.length][horizon];
        double share = 1.0 / forecasts.size();
        for (Forecast forecast : forecasts) {
            add(mean, forecast.mean(), share);
            for (int i = 0; i < levels.length; i++) {
                add(lower[i], forecast.lower()[i], share);
                add(upper[i], forecast.upper()[i], share);
            }
        }
        for (int i = 0; i < levels.length; i++) {
            for (int h = 0; h < horizon; h++) {
                lower[i][h] = mean[h] + widening * (lower[i][h] - mean[h]);
                upper[i][h] = mean[h] + widening * (upper[i][h] - mean[h]);
            }
        }
        return new Forecast(mean, levels.clone(), lower, upper);
    }

    private static void add(double[] sums, double[] values, double share) {
        for (int h = 0; h < sums.length; h++) {
            sums[h] += values[h] * share;
        }
    }

    private record Fitted(List<FittedModel> members, int n) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            List<Forecast> forecasts = members.stream()
                    .map(member -> member.forecast(horizon, levels))
                    .toList();
            return combine(forecasts, n, horizon, levels);
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> all = new LinkedHashMap<>();
            for (FittedModel member : members) {
                member.parameters().forEach((name, value) -> all.put(member.description() + " " + name, value));
            }
            return all;
        }

        @Override
        public String description() {
            return "Mean of " + members.stream().map(FittedModel::description).collect(Collectors.joining(" and "));
        }
    }
}
