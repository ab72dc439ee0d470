package dev.almanac.forecast.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.ForecastOptions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProgressViewTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aTryIsMeasuredByWhatItDidItself() {
        ProgressView view = ProgressView.of("progress", job(9_010, 10_000, 9_000), START.plusSeconds(20));
        assertEquals(90, view.percent());
        assertEquals(0.5, view.rate());
        assertEquals(1_980, view.etaS());
    }

    @Test
    void whatIsSlowHasARateAndAnEndToo() {
        ProgressView view = ProgressView.of("progress", job(1, 3, 0), START.plusSeconds(70));
        assertEquals(33, view.percent());
        assertEquals(0.0143, view.rate());
        assertEquals(140, view.etaS());
    }

    @Test
    void whatIsNotBegunHasNone() {
        ProgressView view = ProgressView.of("progress", job(5, 10, 5), START.plusSeconds(3));
        assertNull(view.rate());
        assertNull(view.etaS());
        assertEquals(50, view.percent());
    }

    private static Job job(int done, int total, int doneBefore) {
        return new Job(
                new UUID(0, 1),
                new UUID(0, 2),
                new UUID(0, 2),
                "forecast",
                "running",
                new Job.Source(null, null, null, null, null),
                new ForecastOptions(6, List.of(80.0), "auto", 0, ForecastDetails.NONE),
                null,
                START,
                START,
                null,
                done,
                total,
                doneBefore,
                1,
                0,
                START.plusSeconds(3_600),
                total,
                500,
                24,
                false,
                null,
                null,
                null,
                null,
                new Job.Seal(null, null));
    }
}
