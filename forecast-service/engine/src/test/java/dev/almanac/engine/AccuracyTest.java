package dev.almanac.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Against numbers worked out by hand.
class AccuracyTest {

    /// Training part 1, 3, 2, 6: absolute changes 2, 1, 4 (mean 7/3), squares 4, 1, 16 (mean 7). Then 5 and 9, forecast
    /// as 6 and 6 with the 95 % interval from 4 to 8.
    @Test
    void measuresAreWhatTheirFormulasSay() {
        double[] y = {1, 3, 2, 6, 5, 9};
        double[][] lower = {{5.5, 5.5}, {5, 5}, {4.8, 4.8}, {4.4, 4.4}, {4, 4}};
        double[][] upper = {{6.5, 6.5}, {7, 7}, {7.2, 7.2}, {7.6, 7.6}, {8, 8}};
        var sums = new Accuracy.Sums(y, 4, 1);
        sums.add(y, 4, new Forecast(new double[] {6, 6}, Accuracy.LEVELS, lower, upper));
        Accuracy accuracy = sums.mean();
        assertEquals(2, accuracy.mae(), 1e-12);
        assertEquals(Math.sqrt(5), accuracy.rmse(), 1e-12);
        assertEquals(2 / (7.0 / 3), accuracy.mase(), 1e-12);
        assertEquals(Math.sqrt(5) / Math.sqrt(7), accuracy.rmsse(), 1e-12);
        assertEquals((200 * 1 / 11.0 + 200 * 3 / 15.0) / 2, accuracy.smape(), 1e-12);
        assertEquals(1 / (7.0 / 3), accuracy.bias(), 1e-12);
        assertEquals((4 + 4 + 40 * 1) / 2.0 / (7.0 / 3), accuracy.msis(), 1e-12);
        assertEquals(0.5, accuracy.coverage(), 1e-12);
        double z = 1.959963984540054;
        assertEquals((z * z / 4 + 9 * z * z / 4) / 2, accuracy.spread(), 1e-9);
        // 5: quantiles 4.4 (10 %), 4.8, 5, 5.5 below 6, then 6.5, 7, 7.2, 7.6 (90 %); 9 is above all of them
        double five =
                1 + 2 * (0.1 * 0.6 + 0.2 * 0.2 + 0 + 0.6 * 0.5) + 2 * (0.4 * 1.5 + 0.3 * 2 + 0.2 * 2.2 + 0.1 * 2.6);
        double nine = 3
                + 2 * (0.1 * 4.6 + 0.2 * 4.2 + 0.3 * 4 + 0.4 * 3.5)
                + 2 * (0.6 * 2.5 + 0.7 * 2 + 0.8 * 1.8 + 0.9 * 1.4);
        assertEquals((five + nine) / 9 / 2 / (7.0 / 3), accuracy.crps(), 1e-12);
    }
}
