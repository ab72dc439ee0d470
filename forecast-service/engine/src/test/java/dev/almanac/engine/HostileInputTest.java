package dev.almanac.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes in, the answer is finite, ordered numbers, or a sentence that says what is needed.
class HostileInputTest {

    static Stream<String> methods() {
        return AutoForecaster.methods().stream();
    }

    private static Map<String, double[]> inputs() {
        Map<String, double[]> inputs = new LinkedHashMap<>();
        inputs.put("constant", filled(40, t -> 5));
        inputs.put("zeros", filled(40, t -> 0));
        inputs.put("one point", new double[] {1});
        inputs.put("all missing", filled(40, t -> Double.NaN));
        inputs.put("half missing", filled(40, t -> t % 2 == 0 ? Double.NaN : t));
        inputs.put("missing ends", filled(40, t -> t < 5 || t > 30 ? Double.NaN : t % 4));
        inputs.put("huge", filled(40, t -> 1e300 * (t % 3)));
        inputs.put("large", filled(40, t -> 1e140 * (1 + t % 3)));
        inputs.put("tiny", filled(40, t -> 1e-300 * (1 + t % 3)));
        inputs.put("infinite", filled(40, t -> t == 7 ? Double.POSITIVE_INFINITY : t));
        inputs.put("negative", filled(40, t -> -t * t));
        inputs.put("exponential", filled(40, t -> StrictMath.exp(t)));
        inputs.put("a jump", filled(40, t -> t < 20 ? 1 : 1e6));
        inputs.put("a spike", filled(40, t -> t == 39 ? 1e9 : 1));
        inputs.put("alternating", filled(40, t -> t % 2 == 0 ? 1e6 : -1e6));
        inputs.put("two values", new double[] {1, 2});
        inputs.put("mostly zeros", filled(40, t -> t % 9 == 0 ? 3 : 0));
        return inputs;
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodAnswersOrSaysWhatItNeeds(String method) {
        inputs().forEach((name, y) -> {
            for (int season : new int[] {1, 4, 12}) {
                try {
                    var task = new AutoForecaster.Task(8, season, method, 0, 50, 80, 95, 99);
                    assertOrdered(AutoForecaster.forecast(y, task, Watch.NONE).forecast(), method + " " + name);
                } catch (IllegalArgumentException e) {
                    assertTrue(
                            e.getMessage().matches("(needs|has|observation|cannot) ?.*"),
                            method + " " + name + ": " + e.getMessage());
                }
            }
        });
    }

    @Test
    void whatCanBeForecastIsForecast() {
        for (String name : List.of("constant", "zeros", "half missing", "large", "tiny", "a jump", "mostly zeros")) {
            var task = new AutoForecaster.Task(8, 4, "auto", 0, 95);
            assertOrdered(
                    AutoForecaster.forecast(inputs().get(name), task, Watch.NONE)
                            .forecast(),
                    name);
        }
    }

    @Test
    void theReasonNamesWhatIsMissing() {
        assertReason("needs at least 3 observations, has 1", inputs().get("one point"), 1);
        assertReason("needs at least 3 observations, has 0", inputs().get("all missing"), 1);
        assertReason("needs more than 80 observations for a season of 40, has 40", inputs().get("constant"), 40);
        assertReason(
                "has no usable number at place 7 (from 0): Infinity, at most 1e150 in size",
                inputs().get("infinite"),
                1);
    }

    private static void assertReason(String reason, double[] y, int season) {
        var task = new AutoForecaster.Task(3, season, "auto", 0, 95);
        var refused = assertThrows(IllegalArgumentException.class, () -> AutoForecaster.forecast(y, task, Watch.NONE));
        assertEquals(reason, refused.getMessage());
    }

    @Test
    void aHundredThousandObservationsAreNoTrouble() {
        SplittableRandom random = new SplittableRandom(1);
        double[] y = filled(100_000, t -> 100 + 10 * StrictMath.sin(2 * Math.PI * t / 24) + random.nextGaussian());
        var task = new AutoForecaster.Task(24, 1, "auto", 1, 95);
        var result = AutoForecaster.forecast(y, task, Watch.NONE);
        assertEquals(24, result.seasonLength());
        for (int h = 0; h < 24; h++) {
            double expected = 100 + 10 * StrictMath.sin(2 * Math.PI * (100_000 + h) / 24);
            assertEquals(expected, result.forecast().mean()[h], 1);
        }
    }

    @Test
    void nothingExplodes() {
        SplittableRandom random = new SplittableRandom(3);
        for (int series = 0; series < 200; series++) {
            int n = 5 + random.nextInt(60);
            double growth = 1 + 0.3 * random.nextDouble();
            double[] y = filled(n, t -> StrictMath.pow(growth, t) * (1 + 0.1 * random.nextGaussian()));
            double most = Arrays.stream(y).max().orElseThrow();
            double least = Arrays.stream(y).min().orElseThrow();
            var task = new AutoForecaster.Task(18, 1, "auto", 0, 95);
            Forecast forecast = AutoForecaster.forecast(y, task, Watch.NONE).forecast();
            for (int h = 0; h < 18; h++) {
                double reach = (most - least) * (1 + 3.0 * (h + 1) / n);
                assertTrue(forecast.mean()[h] <= most + reach, "series " + series);
                assertFalse(forecast.mean()[h] < least - reach, "series " + series);
            }
        }
    }

    private static void assertOrdered(Forecast forecast, String what) {
        for (int h = 0; h < forecast.horizon(); h++) {
            assertTrue(Double.isFinite(forecast.mean()[h]), what);
            double inner = forecast.mean()[h];
            double outer = forecast.mean()[h];
            for (int i = 0; i < forecast.levels().length; i++) {
                assertTrue(Double.isFinite(forecast.lower()[i][h]) && Double.isFinite(forecast.upper()[i][h]), what);
                assertTrue(forecast.lower()[i][h] <= inner && forecast.upper()[i][h] >= outer, what);
                inner = forecast.lower()[i][h];
                outer = forecast.upper()[i][h];
            }
        }
    }

    private static double[] filled(int n, IntToDoubleFunction value) {
        double[] y = new double[n];
        for (int t = 0; t < n; t++) {
            y[t] = value.applyAsDouble(t);
        }
        return y;
    }
}
