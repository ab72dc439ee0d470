package dev.almanac.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which series are sums of others: trees, and groups that cut across them.
public final class Hierarchy {

    private final List<String> aggregates = new ArrayList<>();
    private final List<String> leaves = new ArrayList<>();
    private final Map<String, double[]> summing = new LinkedHashMap<>();

    /// @param children for each sum the names of its parts, which may be sums themselves
    /// @throws IllegalArgumentException when a sum contains itself, or nothing
    public Hierarchy(Map<String, List<String>> children) {
        children.values()
                .forEach(parts -> parts.stream()
                        .filter(part -> !children.containsKey(part) && !leaves.contains(part))
                        .forEach(leaves::add));
        for (String sum : children.keySet()) {
            aggregates.add(sum);
            summing.put(sum, weights(sum, children, new HashSet<>()));
        }
    }

    /// How often each leaf is in a node.
    private double[] weights(String node, Map<String, List<String>> children, Set<String> above) {
        double[] weights = new double[leaves.size()];
        if (!children.containsKey(node)) {
            weights[leaves.indexOf(node)] = 1;
            return weights;
        }
        if (!above.add(node)) {
            throw new IllegalArgumentException("the hierarchy has " + node + " inside itself");
        }
        if (children.get(node).isEmpty()) {
            throw new IllegalArgumentException("the hierarchy has no parts for " + node);
        }
        for (String part : children.get(node)) {
            double[] parts = weights(part, children, above);
            for (int i = 0; i < weights.length; i++) {
                weights[i] += parts[i];
            }
        }
        above.remove(node);
        return weights;
    }

    /// The sums, then the leaves.
    public List<String> nodes() {
        List<String> nodes = new ArrayList<>(aggregates);
        nodes.addAll(leaves);
        return nodes;
    }

    /// The sums alone, in the order given.
    public List<String> aggregates() {
        return List.copyOf(aggregates);
    }

    /// The series that are no sums.
    public List<String> leaves() {
        return List.copyOf(leaves);
    }

    /// The values of a sum from those of the leaves.
    ///
    /// @param values shape `[leaves][n]`
    public double[] sum(String aggregate, double[][] values) {
        return LeastSquares.sum(values, summing.get(aggregate), values[0].length);
    }

    /// One row a sum: 1 for itself, minus its leaves; coherent forecasts are those that every row makes 0.
    double[][] constraints() {
        double[][] rows = new double[aggregates.size()][aggregates.size() + leaves.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i][i] = 1;
            double[] weights = summing.get(aggregates.get(i));
            for (int j = 0; j < weights.length; j++) {
                rows[i][aggregates.size() + j] = -weights[j];
            }
        }
        return rows;
    }

    /// How many leaves each node holds.
    double[] sizes() {
        double[] sizes = new double[aggregates.size() + leaves.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = 1;
            if (i < aggregates.size()) {
                sizes[i] = 0;
                for (double weight : summing.get(aggregates.get(i))) {
                    sizes[i] += weight;
                }
            }
        }
        return sizes;
    }
}
