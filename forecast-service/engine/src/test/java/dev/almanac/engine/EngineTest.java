package dev.almanac.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineTest {

    static List<Forecaster> methods() {
        return Arrays.stream(Method.values())
                .map(method -> method.of(12, AirPassengers.VALUES.length))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void intervalsNestAndHoldTheMean(Forecaster method) {
        Forecast forecast = method.fit(AirPassengers.VALUES).forecast(24, 50, 80, 95);
        for (int h = 0; h < 24; h++) {
            assertTrue(forecast.lower()[2][h] <= forecast.lower()[1][h]);
            assertTrue(forecast.lower()[1][h] <= forecast.lower()[0][h]);
            assertTrue(forecast.lower()[0][h] <= forecast.mean()[h]);
            assertTrue(forecast.mean()[h] <= forecast.upper()[0][h]);
            assertTrue(forecast.upper()[0][h] <= forecast.upper()[1][h]);
            assertTrue(forecast.upper()[1][h] <= forecast.upper()[2][h]);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aSeriesInAnotherUnitGivesTheSameForecastInThatUnit(Forecaster method) {
        double[] thousands =
                Arrays.stream(AirPassengers.VALUES).map(v -> v * 1024).toArray();
        double[] plain = method.fit(AirPassengers.VALUES).forecast(12, 80).mean();
        double[] scaled = method.fit(thousands).forecast(12, 80).mean();
        for (int h = 0; h < 12; h++) {
            assertEquals(plain[h], scaled[h] / 1024, 1e-3 * plain[h]);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void readsItsInputOnlyAndRepeatsItselfToTheBit(Forecaster method) {
        double[] input = AirPassengers.VALUES.clone();
        Forecast first = method.fit(input).forecast(12, 95);
        Forecast second = method.fit(input).forecast(12, 95);
        assertArrayEquals(AirPassengers.VALUES, input);
        assertArrayEquals(first.mean(), second.mean());
        assertArrayEquals(first.lower()[0], second.lower()[0]);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesWhatItCannotUse(Forecaster method) {
        assertThrows(IllegalArgumentException.class, () -> method.fit(new double[0]));
        double[] broken = AirPassengers.VALUES.clone();
        broken[7] = Double.NaN;
        assertThrows(IllegalArgumentException.class, () -> method.fit(broken));
        broken[7] = Double.POSITIVE_INFINITY;
        assertThrows(IllegalArgumentException.class, () -> method.fit(broken));
    }

    /// R 4.2.2, forecast 8.20: `snaive(AirPassengers, h = 12)`; the deviation is `sqrt(mean(diff(AirPassengers,
    /// 12)^2))`.
    @Test
    void theSeasonalNaiveMethodRepeatsTheLastYear() {
        Forecast forecast = new SeasonalNaive(12).fit(AirPassengers.VALUES).forecast(12, 80, 95);
        assertArrayEquals(Arrays.copyOfRange(AirPassengers.VALUES, 132, 144), forecast.mean());
        assertEquals(417 - 1.959964 * 36.315, forecast.lower()[1][0], 0.2);
    }

    @Test
    void beatsTheSeasonalNaiveMethodOnAirPassengers() {
        List<Backtest.Score> scores = new Backtest(6, 12, 1, 12).run(AirPassengers.VALUES, methods());
        Backtest.Score naive = scores.stream()
                .filter(score -> score.model().equals("seasonal_naive"))
                .findFirst()
                .orElseThrow();
        assertTrue(scores.getFirst().accuracy().mase() < 0.75 * naive.accuracy().mase(), scores.toString());
    }

    @Test
    void etsFindsASeasonThatChangesFast() {
        Random random = new Random(4);
        double[] season = new double[24];
        double[] y = new double[24 * 30];
        double level = 100;
        for (int t = 0; t < y.length; t++) {
            double error = random.nextGaussian();
            double start = t < 24 ? 20 * StrictMath.sin(2 * Math.PI * t / 24) : season[t % 24];
            y[t] = level + start + error;
            level += 0.05 * error;
            season[t % 24] = start + 0.9 * error;
        }
        FittedModel fitted = new Ets(24).fit(y);
        assertEquals(0.9, fitted.parameters().get("gamma"), 0.1, fitted.description());
    }

    @Test
    void aMethodThatCannotRunStaysInTheListWithItsReason() {
        List<Backtest.Score> scores = new Backtest(1, 2, 1, 12).run(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, methods());
        assertTrue(scores.stream()
                .filter(score -> score.error() != null)
                .anyMatch(score ->
                        score.model().equals("seasonal_naive") && score.error().startsWith("needs 13")));
    }

    @Test
    void constantShortTinyAndHugeSeriesHaveFiniteAnswers() {
        double[][] inputs = {
            {5, 5, 5, 5, 5, 5, 5, 5},
            {1, 2, 3},
            {0, 0, 0, 0},
            {1e-300, 2e-300, 1e-300, 3e-300, 1e-300},
            {1e150, 2e149, 1e150, 3e149, 5e149},
            {1, Double.NaN, 3, Double.NaN, 5, 6},
            {-5, 3, -2, 4, -1, 0, 2}
        };
        for (double[] input : inputs) {
            Forecast forecast = auto(input, 3, 1).forecast();
            for (int h = 0; h < 3; h++) {
                assertTrue(Double.isFinite(forecast.mean()[h]), Arrays.toString(input));
                assertTrue(forecast.lower()[0][h] <= forecast.mean()[h], Arrays.toString(input));
                assertTrue(Double.isFinite(forecast.upper()[0][h]), Arrays.toString(input));
            }
        }
    }

    @Test
    void aSeriesThatIsNeverNegativeIsNeverForecastBelowZero() {
        Random random = new Random(7);
        double[] counts = random.doubles(60, 0, 3).map(Math::floor).toArray();
        Forecast forecast = auto(counts, 12, 12).forecast();
        assertTrue(Arrays.stream(forecast.lower()[0]).allMatch(v -> v >= 0));
    }

    @Test
    void refusesAnEmptySeriesByName() {
        var e = assertThrows(
                IllegalArgumentException.class, () -> auto(new double[] {Double.NaN, 1, Double.NaN}, 3, 1));
        assertEquals("needs at least 3 observations, has 1", e.getMessage());
    }

    @Test
    void stopsWhenItIsCancelled() {
        var task = new AutoForecaster.Task(12, 12, "auto", 0, 80);
        assertThrows(
                CancellationException.class, () -> AutoForecaster.forecast(AirPassengers.VALUES, task, () -> true));
    }

    /// Asked a given number of times first, so that it is within a fit that it stops.
    @Test
    void stopsWithinAFit() {
        AtomicInteger asked = new AtomicInteger();
        var task = new AutoForecaster.Task(12, 12, "ets", 1, 80);
        AutoForecaster.forecast(AirPassengers.VALUES, task, () -> {
            asked.incrementAndGet();
            return false;
        });
        int all = asked.get();
        assertTrue(all > 500, () -> "asked " + all + " times in three fits");
        AtomicInteger again = new AtomicInteger();
        assertThrows(
                CancellationException.class,
                () -> AutoForecaster.forecast(
                        AirPassengers.VALUES,
                        task,
                        () -> again.incrementAndGet() >= all - 1)); // the last of all searches
        AtomicInteger nested = new AtomicInteger();
        assertThrows(
                CancellationException.class,
                () -> AutoForecaster.leaderboard(
                        AirPassengers.VALUES,
                        new Backtest(1, 12, 1, 12),
                        List.of("auto"),
                        null,
                        () -> nested.incrementAndGet() >= 100));
        assertEquals(100, nested.get());
    }

    private static AutoForecaster.Result auto(double[] y, int horizon, int season) {
        return AutoForecaster.forecast(y, new AutoForecaster.Task(horizon, season, "auto", 0, 80, 95), Watch.NONE);
    }
}
