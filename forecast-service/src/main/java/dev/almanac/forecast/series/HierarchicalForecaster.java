package dev.almanac.forecast.series;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Forecast;
import dev.almanac.engine.Hierarchy;
import dev.almanac.engine.Reconciliation;
import dev.almanac.engine.Watch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Forecasts series that are sums of one another, so that the forecasts are sums too. Each node is forecast for itself,
/// then all are reconciled; bounds move along with the mean. Series that are in no sum are forecast as ever.
public final class HierarchicalForecaster {

    /// The most sums; the work grows with the third power.
    public static final int MOST_SUMS = 500;

    private HierarchicalForecaster() {}

    /// @return those of `series` in their order, then the sums that were computed
    /// @throws IllegalArgumentException says what the hierarchy lacks
    /// @throws java.util.concurrent.CancellationException when `watch` says so
    public static List<SeriesForecast> forecast(List<SeriesInput> series, ForecastOptions options, Watch watch) {
        Hierarchy hierarchy = options.details().hierarchy().hierarchy();
        if (hierarchy.aggregates().size() > MOST_SUMS) {
            throw new IllegalArgumentException("the hierarchy has more than " + MOST_SUMS + " sums");
        }
        Map<String, SeriesInput> inputs = new LinkedHashMap<>();
        series.forEach(one -> inputs.put(one.id(), one));
        addSums(inputs, hierarchy);
        Map<String, AutoForecaster.Result> base = new LinkedHashMap<>();
        for (String node : hierarchy.nodes()) {
            base.put(node, forecast(inputs.get(node), options, watch));
        }
        Map<String, double[]> reconciled = reconcile(hierarchy, inputs, base, options);
        List<SeriesForecast> all = new ArrayList<>();
        for (SeriesInput input : inputs.values()) {
            all.add(
                    base.containsKey(input.id())
                            ? moved(input, base.get(input.id()), reconciled.get(input.id()))
                            : SeriesForecaster.forecast(input, options, watch));
        }
        return all;
    }

    private static void addSums(Map<String, SeriesInput> inputs, Hierarchy hierarchy) {
        List<SeriesInput> leaves = new ArrayList<>();
        for (String leaf : hierarchy.leaves()) {
            SeriesInput input = inputs.get(leaf);
            if (input == null) {
                throw new IllegalArgumentException("the hierarchy names " + leaf + ", which is no series here");
            }
            leaves.add(input);
        }
        for (String sum : hierarchy.aggregates()) {
            if (!inputs.containsKey(sum)) {
                inputs.put(sum, sum(sum, leaves, hierarchy));
            }
        }
    }

    /// The sum over the time that all leaves have in common, counted from the end.
    private static SeriesInput sum(String id, List<SeriesInput> leaves, Hierarchy hierarchy) {
        SeriesInput shortest = leaves.getFirst();
        for (SeriesInput leaf : leaves) {
            shortest = leaf.values().length < shortest.values().length ? leaf : shortest;
        }
        int n = shortest.values().length;
        double[][] values = leaves.stream()
                .map(leaf -> Arrays.copyOfRange(leaf.values(), leaf.values().length - n, leaf.values().length))
                .toArray(double[][]::new);
        return new SeriesInput(
                id,
                shortest.frequency(),
                shortest.seasonLength(),
                shortest.seasonGiven(),
                shortest.start(),
                shortest.stepMillis(),
                shortest.zone(),
                hierarchy.sum(id, values));
    }

    private static AutoForecaster.Result forecast(SeriesInput input, ForecastOptions options, Watch watch) {
        try {
            return AutoForecaster.forecast(input.values(), options.task(input), watch);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the hierarchy needs a forecast of " + input.id() + ", which " + e.getMessage(), e);
        }
    }

    private static Map<String, double[]> reconcile(
            Hierarchy hierarchy,
            Map<String, SeriesInput> inputs,
            Map<String, AutoForecaster.Result> base,
            ForecastOptions options) {
        List<String> nodes = hierarchy.nodes();
        double[][] means = new double[nodes.size()][];
        double[][] errors = new double[nodes.size()][];
        for (int i = 0; i < means.length; i++) {
            AutoForecaster.Result result = base.get(nodes.get(i));
            means[i] = result.forecast().mean();
            errors[i] = result.errors();
        }
        int common = Arrays.stream(errors).mapToInt(row -> row.length).min().orElseThrow();
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Arrays.copyOfRange(errors[i], errors[i].length - common, errors[i].length);
        }
        Reconciliation method = options.details().hierarchy().reconciliation();
        double[][] reconciled = method.reconcile(hierarchy, means, errors);
        Map<String, double[]> byNode = new LinkedHashMap<>();
        for (int i = 0; i < reconciled.length; i++) {
            byNode.put(nodes.get(i), reconciled[i]);
        }
        return byNode;
    }

    private static SeriesForecast moved(SeriesInput input, AutoForecaster.Result result, double[] mean) {
        Forecast base = result.forecast();
        double[] change = new double[mean.length];
        for (int h = 0; h < change.length; h++) {
            change[h] = mean[h] - base.mean()[h];
        }
        Map<String, double[]> components = new LinkedHashMap<>(result.components());
        components.put("reconciliation", change);
        return SeriesForecaster.of(
                input,
                new AutoForecaster.Result(
                        result.model(),
                        result.fitted(),
                        base.plus(change),
                        result.scores(),
                        result.calibration(),
                        result.seasonLength(),
                        result.used(),
                        components));
    }
}
