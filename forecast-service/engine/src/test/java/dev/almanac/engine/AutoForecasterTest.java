package dev.almanac.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AutoForecasterTest {

    @Test
    void partsAddUpToTheMean() {
        var result = forecast(AirPassengers.VALUES, 12, null, "auto");
        double[] mean = result.forecast().mean();
        for (int h = 0; h < mean.length; h++) {
            int step = h;
            double sum = result.components().values().stream()
                    .mapToDouble(part -> part[step])
                    .sum();
            assertEquals(mean[h], sum, 1e-9);
        }
        assertTrue(result.components().get("season")[6] > 50, "July is high");
        assertTrue(result.components().get("trend")[11] > 0, "the series grows");
    }

    @Test
    void aSeasonThatNobodyNamedIsFound() {
        assertEquals(12, forecast(AirPassengers.VALUES, 1, null, "auto").seasonLength());
        SplittableRandom random = new SplittableRandom(1);
        double[] noise = random.doubles(200).toArray();
        assertEquals(1, forecast(noise, 1, null, "auto").seasonLength());
    }

    @Test
    void aMethodThatFailedAtEveryOriginLeavesThePoolOfALongSeries() {
        SplittableRandom random = new SplittableRandom(9);
        double[] y = new double[180];
        for (int t = 0; t < y.length; t++) {
            double trend = t < 120 ? -2.0 * t : -240 + 3.0 * (t - 120); // the mean drift points the wrong way
            y[t] = 1000 + trend + 20 * StrictMath.sin(2 * Math.PI * t / 12) + 0.5 * random.nextGaussian();
        }
        var result = forecast(y, 12, null, "auto");
        assertFalse(
                result.fitted().description().contains("drift"), result.fitted().description());
    }

    @Test
    void calibrationWidensWhatWasTooSure() {
        double[] y = new double[60];
        for (int t = 0; t < y.length; t++) {
            y[t] = t < 50 ? 100 + t % 2 : 100 + 30 * (t - 49); // calm, then not
        }
        var calm = forecast(Arrays.copyOf(y, 50), 1, null, "ses");
        var upset = forecast(y, 1, null, "ses");
        assertTrue(calm.calibration() < 1.05, "calm " + calm.calibration());
        assertTrue(upset.calibration() > 1.2, "upset " + upset.calibration());
    }

    @Test
    void everyRegressorIsUsedByEveryMethodOfThePool() {
        SplittableRandom random = new SplittableRandom(2);
        double[] promotion = new double[72];
        double[] y = new double[60];
        for (int t = 0; t < 72; t++) {
            promotion[t] = random.nextInt(4) == 0 ? 1 : 0;
        }
        for (int t = 0; t < 60; t++) {
            y[t] = 200 + t + 15 * StrictMath.sin(2 * Math.PI * t / 12) + 50 * promotion[t] + random.nextGaussian();
        }
        var regressors = new Regressors(List.of("promotion"), new double[][] {promotion});
        for (String method : List.of("auto", "ets", "theta", "arima", "seasonal_naive")) {
            var result = forecast(y, 12, regressors, method);
            double size = result.fitted().parameters().get("regressor promotion");
            assertEquals(50, size, 2, method);
            double[] added = result.components().get("regressors");
            for (int h = 0; h < 12; h++) {
                assertEquals(size * promotion[60 + h], added[h], 1e-9, method);
            }
        }
        var tooShort = new Regressors(List.of("promotion"), new double[][] {Arrays.copyOf(promotion, 65)});
        var refused = assertThrows(IllegalArgumentException.class, () -> forecast(y, 12, tooShort, "auto"));
        assertEquals("needs 72 values of regressor promotion, past and future, has 65", refused.getMessage());
    }

    @Test
    void theLeaderboardChoosesFromWhatWasKnownAtEachOrigin() {
        List<Backtest.Score> board = AutoForecaster.leaderboard(
                AirPassengers.VALUES, new Backtest(3, 12, 1, 12), List.of("auto", "arima"), null, Watch.NONE);
        assertEquals(
                List.of("arima", "auto", "seasonal_naive"),
                board.stream().map(Backtest.Score::model).toList());
        assertEquals(3, board.getFirst().windows().size());
        double first = board.get(1).windows().getFirst().mae();
        double[] known = Arrays.copyOf(AirPassengers.VALUES, 130);
        double[] mean = new Automatic(12, 12, null).fit(known).forecast(12).mean();
        double sum = 0;
        for (int h = 0; h < 12; h++) {
            sum += Math.abs(AirPassengers.VALUES[130 + h] - mean[h]);
        }
        assertEquals(sum / 12, first, 1e-9);
    }

    @Test
    void oneStepExpectationsFitTheSeriesAndBeginWhereTheyCan() {
        for (Method method : Method.values()) {
            double[] y = AirPassengers.VALUES;
            double[] expected = method.of(12, y.length).fit(y).expected();
            assertEquals(y.length, expected.length, method.text());
            double worst = 0;
            for (int t = 100; t < y.length; t++) {
                worst = Math.max(worst, Math.abs(expected[t] - y[t]) / y[t]);
            }
            assertTrue(worst < (method == Method.MEAN ? 0.6 : 0.45), method.text() + " " + worst);
        }
    }

    @Test
    void hierarchiesAreCheckedAndSummed() {
        var hierarchy = new Hierarchy(Map.of("all", List.of("x", "y"), "x", List.of("a", "b"), "y", List.of("b", "c")));
        assertEquals(
                List.of("a", "b", "c"), hierarchy.leaves().stream().sorted().toList());
        double[][] leaves = new double[3][];
        for (int i = 0; i < 3; i++) {
            leaves[i] = new double[] {
                List.of("a", "b", "c").indexOf(hierarchy.leaves().get(i)) == 1 ? 10 : 1
            };
        }
        assertArrayEquals(new double[] {22}, hierarchy.sum("all", leaves), "b is in both groups");
        assertThrows(IllegalArgumentException.class, () -> new Hierarchy(Map.of("a", List.of("b"), "b", List.of("a"))));
    }

    private static AutoForecaster.Result forecast(double[] y, int season, Regressors regressors, String method) {
        var task = new AutoForecaster.Task(12, season, method, 0, false, regressors, 80, 95);
        return AutoForecaster.forecast(y, task, Watch.NONE);
    }
}
