package dev.almanac.engine;

import java.util.Arrays;
import java.util.List;

/// External regressors, known in advance: each with one value for every observation and for every step ahead.
public final class Regressors implements Explanatory {

    private final List<String> names;
    private final double[][] values;
    private final int start;

    /// @param names one a regressor
    /// @param values shape `[regressors][n + horizon]`, oldest first, finite; not changed afterwards
    /// @throws IllegalArgumentException names the regressor and the place of a value that is not a usable number
    public Regressors(List<String> names, double[][] values) {
        this(List.copyOf(names), values, 0);
        for (int i = 0; i < values.length; i++) {
            for (int t = 0; t < values[i].length; t++) {
                if (!(Math.abs(values[i][t]) <= 1e150)) { // written so that NaN fails
                    throw new IllegalArgumentException(
                            "has no usable number for regressor " + names.get(i) + " at place " + t);
                }
            }
        }
    }

    private Regressors(List<String> names, double[][] values, int start) {
        if (names.isEmpty() || names.size() != values.length) {
            throw new IllegalArgumentException("needs a name for each of " + values.length + " regressors");
        }
        this.names = names;
        this.values = values;
        this.start = start;
    }

    public List<String> names() {
        return names;
    }

    /// The same, with time 0 moved to a later observation.
    Regressors from(int later) {
        return new Regressors(names, values, start + later);
    }

    void requireUpTo(int end) {
        for (int i = 0; i < values.length; i++) {
            if (values[i].length < start + end) {
                throw new IllegalArgumentException("needs %d values of regressor %s, past and future, has %d"
                        .formatted(start + end, names.get(i), values[i].length));
            }
        }
    }

    @Override
    public double[][] columns(int from, int length) {
        requireUpTo(from + length);
        return Arrays.stream(values)
                .map(column -> Arrays.copyOfRange(column, start + from, start + from + length))
                .toArray(double[][]::new);
    }
}
