package dev.almanac.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Changes of the series that every additive method must follow exactly.
class EquivarianceTest {

    private static final int HORIZON = 8;

    static List<Forecaster> additiveMethods() {
        return List.of(
                new SeasonalNaive(4),
                new Drift(4),
                new HistoricalMean(),
                new Ets(1, Ets.Family.SIMPLE),
                new Ets(1, Ets.Family.HOLT),
                new Ets(1, Ets.Family.DAMPED),
                new Theta(1),
                new DynamicTheta(1, true),
                new DynamicTheta(1, false),
                new Arima(1),
                new Mstl(List.of(4), new Ets(1, Ets.Family.SIMPLE)),
                new Harmonic(List.of(4)));
    }

    @ParameterizedTest
    @MethodSource("additiveMethods")
    void aShiftedSeriesHasTheShiftedForecast(Forecaster method) {
        assertFollows(method, 1, 1000);
    }

    @ParameterizedTest
    @MethodSource("additiveMethods")
    void aSeriesInAnotherUnitHasTheForecastInThatUnit(Forecaster method) {
        assertFollows(method, 4096, 0);
    }

    @ParameterizedTest
    @MethodSource("additiveMethods")
    void anUpturnedSeriesHasTheUpturnedForecast(Forecaster method) {
        assertFollows(method, -1, 0);
    }

    private static void assertFollows(Forecaster method, double factor, double shift) {
        double[] y = series();
        double[] other = Arrays.stream(y).map(value -> factor * value + shift).toArray();
        Forecast plain = method.fit(y).forecast(HORIZON, 80);
        Forecast changed = method.fit(other).forecast(HORIZON, 80);
        double tolerance = 0.02 * Observations.deviation(y);
        for (int h = 0; h < HORIZON; h++) {
            assertEquals(plain.mean()[h], (changed.mean()[h] - shift) / factor, tolerance, method.name() + " " + h);
            double bound = factor > 0 ? changed.upper()[0][h] : changed.lower()[0][h];
            assertEquals(plain.upper()[0][h], (bound - shift) / factor, 3 * tolerance, method.name() + " " + h);
        }
    }

    /// Level, trend, a season of four, noise; below and above zero.
    private static double[] series() {
        SplittableRandom random = new SplittableRandom(11);
        double[] y = new double[60];
        for (int t = 0; t < y.length; t++) {
            y[t] = -5 + 0.3 * t + 4 * StrictMath.sin(2 * Math.PI * t / 4) + random.nextGaussian();
        }
        return y;
    }
}
