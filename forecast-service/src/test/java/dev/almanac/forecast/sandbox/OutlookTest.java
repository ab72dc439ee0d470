package dev.almanac.forecast.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.engine.Watch;
import dev.almanac.forecast.job.ModelChoice;
import dev.almanac.forecast.series.SeriesInput;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlookTest {

    @Test
    void stepsAreCountedFromTheLastKnownPrice() {
        double[] values = new double[24];
        Arrays.fill(values, 0, 20, 3);
        Arrays.fill(values, 20, 24, Double.NaN);
        SeriesInput prices = new SeriesInput(
                "spot", "D", 1, true, Instant.parse("2026-01-01T00:00:00Z"), 86_400_000, ZoneOffset.UTC, values);
        Outlook outlook = Outlook.of(prices, new ModelChoice.Chosen("drift", null, null), 2, 5, 24, Watch.NONE);
        assertEquals(
                List.of(Instant.parse("2026-01-21T00:00:00Z"), Instant.parse("2026-01-22T00:00:00Z")),
                EvaluationView.Distribution.of(prices, outlook).times());
    }
}
