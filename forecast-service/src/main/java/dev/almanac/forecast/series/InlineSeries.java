package dev.almanac.forecast.series;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.Problem.FieldError;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.reader.Frequency;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A series as it stands in a request.
///
/// @param id absent for the place in the request
/// @param frequency pandas code; gives the season and the times
/// @param seasonLength instead of a frequency, or to override its season
/// @param start time of the first value; without it the answer has no times
/// @param values oldest first, null where missing
public record InlineSeries(
        @Size(max = 500) String id,
        String frequency,
        @Min(1) @Max(10_000) Integer seasonLength,
        Instant start,
        @NotEmpty List<Double> values) {

    /// All series of a request, every mistake told in one answer.
    public static List<SeriesInput> inputs(List<InlineSeries> series, ForecastLimits limits) {
        List<FieldError> errors = new ArrayList<>();
        int count = series.size();
        if (count > limits.inlineSeries()) {
            String most =
                    "at most %d here, %d given; upload a dataset for more".formatted(limits.inlineSeries(), count);
            errors.add(new FieldError("series", "too-many", most));
        }
        List<SeriesInput> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(series.get(i).input(i, limits.inlineObservations(), errors));
        }
        if (!errors.isEmpty()) {
            String detail = errors.getFirst().field() + ": " + errors.getFirst().detail();
            throw new ProblemException(CommonProblem.VALIDATION_FAILED, detail, errors, Map.of());
        }
        return inputs;
    }

    /// @param errors takes what is wrong; then the answer is null
    private SeriesInput input(int index, int mostObservations, List<FieldError> errors) {
        String field = "series[" + index + "]";
        if (values.size() > mostObservations) {
            errors.add(new FieldError(
                    field + ".values", "too-many", "at most %d, has %d".formatted(mostObservations, values.size())));
            return null;
        }
        try {
            Frequency named = frequency == null ? Frequency.IRREGULAR : Frequency.named(frequency);
            int season = seasonLength == null ? named.seasonLength() : seasonLength;
            String name = id == null ? Integer.toString(index) : id;
            Instant first = frequency == null ? null : start;
            return new SeriesInput(
                    name, frequency, season, seasonLength != null, first, step(frequency), ZoneOffset.UTC, numbers());
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(field + ".frequency", "unknown", e.getMessage()));
            return null;
        }
    }

    private static long step(String code) {
        return code == null || code.matches("[MQY][SE]|B") ? 0 : Frequency.stepMillis(code);
    }

    private double[] numbers() {
        return values.stream()
                .mapToDouble(value -> value == null ? Double.NaN : value)
                .toArray();
    }
}
