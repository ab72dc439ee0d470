package dev.almanac.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntermittentTest {

    private static final double[] PROBABILITIES = {0.025, 0.1, 0.5, 0.9, 0.975};

    /// R 4.2.2: `qnbinom(c(.025,.1,.5,.9,.975), size = 0.8, mu = 1.3)` and `(size = 5, mu = 20)`; `qpois(..., 2)`.
    @Test
    void quantilesAreRs() {
        assertArrayEquals(new double[] {0, 0, 1, 4, 6}, quantiles(1.3, 1.3 + 1.3 * 1.3 / 0.8));
        assertArrayEquals(new double[] {5, 9, 19, 33, 43}, quantiles(20, 20 + 20 * 20 / 5.0));
        assertArrayEquals(new double[] {0, 0, 2, 4, 5}, quantiles(2, 2.0002));
    }

    @Test
    void manyZerosAreSeenAndForecastAsCounts() {
        SplittableRandom random = new SplittableRandom(5);
        double[] y = new double[100];
        for (int t = 0; t < y.length; t++) {
            y[t] = random.nextInt(5) == 0 ? 1 + random.nextInt(4) : 0;
        }
        var result = AutoForecaster.forecast(y, new AutoForecaster.Task(6, 1, "auto", 0, 80, 95), Watch.NONE);
        assertEquals("intermittent", result.model());
        assertEquals(Observations.mean(y, 0, 100), result.forecast().mean()[0], 0.3);
        assertEquals(0, result.forecast().lower()[1][0]);
        assertEquals(
                Math.rint(result.forecast().upper()[1][0]), result.forecast().upper()[1][0]);
    }

    @Test
    void sizesThatAreNoCountsKeepTheShapeOfThePast() {
        double[] y = {0, 0, 2.5, 0, 0, 0, 7.25, 0, 0, 1.5, 0, 0};
        Forecast forecast = new Intermittent(Intermittent.Rule.CROSTON).fit(y).forecast(2, 80);
        assertTrue(forecast.upper()[0][0] > forecast.mean()[0]);
        assertTrue(forecast.upper()[0][0] <= 7.25 * forecast.mean()[0] / Observations.mean(y, 0, y.length) + 1e-9);
    }

    private static double[] quantiles(double mean, double variance) {
        Demand demand = new Demand.NegativeBinomial(mean, variance);
        return Arrays.stream(PROBABILITIES).map(demand::quantile).toArray();
    }
}
