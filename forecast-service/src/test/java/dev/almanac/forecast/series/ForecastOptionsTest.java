package dev.almanac.forecast.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.engine.AutoForecaster;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastOptionsTest {

    @Test
    void aSeriesWithAModelOfItsOwnIsForecastWithAllThatTheModelSays() {
        ForecastDetails details =
                new ForecastDetails(false, null, null, Map.of("own", new AssignedModel("theta", true, 7)));
        ForecastOptions options = new ForecastOptions(6, List.of(80.0), "ets", 2, details);
        AutoForecaster.Task own = options.task(series("own"));
        assertEquals(List.of("theta", true, 7), List.of(own.model(), own.robust(), own.windows()));
        AutoForecaster.Task other = options.task(series("other"));
        assertEquals(List.of("ets", false, 2), List.of(other.model(), other.robust(), other.windows()));
    }

    private static SeriesInput series(String id) {
        return new SeriesInput(id, null, 1, true, null, 0, ZoneOffset.UTC, new double[] {1, 2, 3, 4});
    }
}
