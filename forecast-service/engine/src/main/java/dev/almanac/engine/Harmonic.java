package dev.almanac.engine;

import java.util.ArrayList;
import java.util.List;

/// Dynamic harmonic regression: sines and cosines of the season with ARIMA errors, for seasons too long for states of
/// their own. The number of waves is chosen by AICc of the regression on them and a line.
/// Source: Young, Pedregal and Tych (1999), doi:10.1002/(SICI)1099-131X(199911)18:6<369::AID-FOR748>3.0.CO;2-K;
/// Hyndman and Athanasopoulos (3rd ed.), section 12.1.
///
/// @param periods ascending, each at least 2
public record Harmonic(List<Integer> periods) implements Forecaster {

    private static final int MOST_WAVES = 10;

    public Harmonic {
        periods = List.copyOf(periods);
        if (periods.isEmpty() || periods.stream().anyMatch(period -> period < 2)) {
            throw new IllegalArgumentException("seasons must be at least 2 long, were " + periods);
        }
    }

    @Override
    public String name() {
        return "harmonic";
    }

    @Override
    public int minimumObservations() {
        return 2 * periods.getLast() + 2;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        Waves best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int waves = 1; waves <= MOST_WAVES; waves++) {
            Waves candidate = Waves.of(periods, waves);
            double criterion = criterion(y, candidate.columns(0, y.length));
            if (criterion < least) {
                least = criterion;
                best = candidate;
            }
        }
        return Arima.fit(y, 1, best == null ? Waves.of(periods, 1) : best);
    }

    private static double criterion(double[] y, double[][] waves) {
        int n = y.length;
        double[][] columns = new double[waves.length + 2][n];
        System.arraycopy(waves, 0, columns, 2, waves.length);
        for (int t = 0; t < n; t++) {
            columns[0][t] = 1;
            columns[1][t] = t;
        }
        double[] rest = LeastSquares.residuals(columns, y);
        int k = columns.length + 1;
        double fit = n * StrictMath.log(Math.max(LeastSquares.dot(rest, rest) / n, 1e-300));
        return n - k - 1 > 0 ? fit + 2.0 * k * n / (n - k - 1) : Double.POSITIVE_INFINITY;
    }

    /// `sin(2 pi k t / m)` and `cos` of each period `m`, each frequency once.
    private record Waves(List<Double> frequencies) implements Explanatory {

        static Waves of(List<Integer> periods, int waves) {
            List<Double> frequencies = new ArrayList<>();
            for (int period : periods) {
                for (int k = 1; k <= Math.min(waves, period / 2); k++) {
                    double frequency = (double) k / period;
                    if (!frequencies.contains(frequency)) {
                        frequencies.add(frequency);
                    }
                }
            }
            return new Waves(frequencies);
        }

        @Override
        public double[][] columns(int from, int length) {
            List<double[]> columns = new ArrayList<>();
            for (double frequency : frequencies) {
                double[] sine = new double[length];
                double[] cosine = new double[length];
                for (int t = 0; t < length; t++) {
                    double turns = frequency * (from + t);
                    double angle = 2 * Math.PI * (turns - Math.floor(turns));
                    sine[t] = StrictMath.sin(angle);
                    cosine[t] = StrictMath.cos(angle);
                }
                if (frequency != 0.5) { // a sine of half a turn a step is always 0
                    columns.add(sine);
                }
                columns.add(cosine);
            }
            return columns.toArray(double[][]::new);
        }
    }
}
