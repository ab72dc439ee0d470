package dev.almanac.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The mean of several methods' forecasts: means and bounds are averaged, bounds widened around the mean by 1.15,
/// because each method's own intervals leave out that the model may be wrong. The mean, not the median, and no weights:
/// nothing simpler was found to be better over the public forecasting competitions.
/// Source: Petropoulos and Svetunkov (2020), doi:10.1016/j.ijforecast.2019.01.006.
public record MeanOf(List<Forecaster> members) implements Forecaster {

    private static final double WIDENING = 1.15;

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
        return new Fitted(members.stream().map(member -> member.fit(y)).toList());
    }

    private record Fitted(List<FittedModel> members) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            List<Forecast> forecasts = members.stream()
                    .map(member -> member.forecast(horizon, levels))
                    .toList();
            double[] mean = new double[horizon];
            double[][] lower = new double[levels.length][horizon];
            double[][] upper = new double[levels.length][horizon];
            for (Forecast forecast : forecasts) {
                add(mean, forecast.mean());
                for (int i = 0; i < levels.length; i++) {
                    add(lower[i], forecast.lower()[i]);
                    add(upper[i], forecast.upper()[i]);
                }
            }
            for (int i = 0; i < levels.length; i++) {
                for (int h = 0; h < horizon; h++) {
                    lower[i][h] = mean[h] + WIDENING * (lower[i][h] - mean[h]);
                    upper[i][h] = mean[h] + WIDENING * (upper[i][h] - mean[h]);
                }
            }
            return new Forecast(mean, levels.clone(), lower, upper);
        }

        private void add(double[] sums, double[] values) {
            for (int h = 0; h < sums.length; h++) {
                sums[h] += values[h] / members.size();
            }
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
