package dev.almanac.engine;

import java.util.Arrays;

/// Missing values. Leading and trailing ones carry no information and are cut; inner ones are put on the straight line
/// between their neighbours.
public final class Gaps {

    private Gaps() {}

    /// A copy without NaN; empty when every value is missing.
    public static double[] fill(double[] y) {
        int from = leading(y);
        int to = y.length;
        while (to > from && Double.isNaN(y[to - 1])) {
            to--;
        }
        double[] filled = Arrays.copyOfRange(y, from, to);
        for (int t = 0; t < filled.length; t++) {
            if (Double.isNaN(filled[t])) {
                t = bridge(filled, t);
            }
        }
        return filled;
    }

    /// How many values are missing before the first known one.
    static int leading(double[] y) {
        int from = 0;
        while (from < y.length && Double.isNaN(y[from])) {
            from++;
        }
        return from;
    }

    /// Fills the gap that starts at `from` and answers the place of the value behind it.
    private static int bridge(double[] y, int from) {
        int to = from;
        while (Double.isNaN(y[to])) {
            to++;
        }
        double left = y[from - 1];
        double step = (y[to] - left) / (to - from + 1);
        for (int t = from; t < to; t++) {
            y[t] = left + step * (t - from + 1);
        }
        return to;
    }
}
