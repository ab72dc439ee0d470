package dev.almanac.engine;

import java.util.Arrays;

/// Missing values. Leading and trailing ones carry no information and are cut; inner ones are put on the straight line
/// between their neighbours.
public final class Gaps {

    private Gaps() {}

    /// A copy without NaN; empty when every value is missing.
    public static double[] fill(double[] y) {
        int from = 0;
        int to = y.length;
        while (from < to && Double.isNaN(y[from])) {
            from++;
        }
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
