package dev.almanac.forecast.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.engine.Forecast;
import dev.almanac.engine.Normal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricePathTest {

    private static final double[] LEVELS = {20, 50, 80, 90, 95, 99};

    /// Independent steps: 1 - F(limit)^h. Made with Python 3.11: `1 - statistics.NormalDist().cdf(z) ** h`.
    @ParameterizedTest
    @CsvSource({"1.0, 1, 0.158655", "1.0, 10, 0.822279", "2.0, 10, 0.205569", "2.5, 24, 0.138859", "3.0, 24, 0.0319"})
    void independentPricesPassALimitAsOftenAsIndependentDrawsDo(double z, int horizon, double expected) {
        double risk = PricePath.probabilityAbove(z, standard(horizon), noise(5_000));
        assertEquals(expected, risk, 0.03);
    }

    @Test
    void pricesThatStayWhereTheyArePassItMoreRarely() {
        double[] walk = noise(5_000);
        Arrays.parallelPrefix(walk, Double::sum);
        double risk = PricePath.probabilityAbove(1, standard(10), walk);
        assertTrue(risk > 0.14 && risk < 0.3, "one step alone is 0.159, ten free ones 0.822, was " + risk);
    }

    @Test
    void theSameSeriesGivesTheSameRisk() {
        double[] y = noise(100);
        assertEquals(PricePath.probabilityAbove(1, standard(10), y), PricePath.probabilityAbove(1, standard(10), y));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.6745, 0.6745", "-1.2816, -1.2816", "1, 1", "2.5758, 2.5758", "4, 4", "-4, -4"})
    void readsStandardDeviationsOffTheIntervalsAndBeyondThem(double value, double expected) {
        assertEquals(expected, PricePath.score(value, standard(1), 0), 0.02);
    }

    @Test
    void aPriceThatNeverMovesNeverPassesAHigherLimit() {
        double[] flat = {5, 5};
        double[][] bounds = new double[LEVELS.length][];
        Arrays.fill(bounds, flat);
        Forecast constant = new Forecast(flat, LEVELS, bounds, bounds);
        double[] y = {5, 5, 5, 5};
        assertEquals(0, PricePath.probabilityAbove(6, constant, y));
        assertEquals(0, PricePath.probabilityAbove(5, constant, y));
        assertEquals(1, PricePath.probabilityAbove(4, constant, y));
    }

    /// Each step is standard normal.
    private static Forecast standard(int horizon) {
        double[][] lower = new double[LEVELS.length][horizon];
        double[][] upper = new double[LEVELS.length][horizon];
        for (int i = 0; i < LEVELS.length; i++) {
            Arrays.fill(upper[i], Normal.quantile(0.5 + LEVELS[i] / 200));
            Arrays.fill(lower[i], -upper[i][0]);
        }
        return new Forecast(new double[horizon], LEVELS, lower, upper);
    }

    private static double[] noise(int count) {
        SplittableRandom random = new SplittableRandom(1);
        double[] y = new double[count];
        Arrays.setAll(y, i -> random.nextGaussian());
        return y;
    }
}
