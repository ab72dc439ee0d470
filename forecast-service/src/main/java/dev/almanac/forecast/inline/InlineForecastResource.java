package dev.almanac.forecast.inline;

import dev.almanac.forecast.series.ForecastLimits;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.ForecastProblem;
import dev.almanac.forecast.series.InlineSeries;
import dev.almanac.forecast.series.Mistakes;
import dev.almanac.forecast.series.SeriesForecast;
import dev.almanac.kit.problem.Problem.FieldError;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Numbers in, forecast out, in one call of at most a minute.
@Path("/api/v1/forecast")
@RolesAllowed({"user", "lab", "council_operator", "admin"})
public class InlineForecastResource {

    private final InlineForecasts forecasts;
    private final ForecastLimits limits;
    private final JsonWebToken token;

    InlineForecastResource(InlineForecasts forecasts, ForecastLimits limits, JsonWebToken token) {
        this.forecasts = forecasts;
        this.limits = limits;
        this.token = token;
    }

    @POST
    public Uni<InlineForecastView> forecast(@NotNull @Valid InlineForecastRequest request) {
        ForecastOptions options = ForecastOptions.checked(
                request.horizon(), request.levels(), request.model(), request.windows(), request.details(), limits);
        requireFew(request.series().size(), options.horizon());
        return forecasts
                .forecast(Caller.of(token).userId(), InlineSeries.inputs(request.series(), limits), options)
                .map(InlineForecastResource::answer);
    }

    private void requireFew(int series, int horizon) {
        if ((long) series * horizon > limits.inlineSteps()) {
            throw Mistakes.one(
                    "horizon",
                    "out-of-range",
                    "at most %d steps of all series together here; upload a dataset for more"
                            .formatted(limits.inlineSteps()));
        }
    }

    private static InlineForecastView answer(InlineForecasts.Outcome outcome) {
        return switch (outcome) {
            case InlineForecasts.Outcome.Computed(InlineForecastView view) -> view;
            case InlineForecasts.Outcome.NothingUsable(List<SeriesForecast> failed) -> throw unusable(failed);
            case InlineForecasts.Outcome.Impossible(String reason) ->
                throw ForecastProblem.SERIES_UNUSABLE.because("Not possible: " + reason);
            case InlineForecasts.Outcome.TookTooLong() ->
                throw ForecastProblem.FORECAST_TIMEOUT.because("Upload the series and use POST /api/v1/forecasts");
            case InlineForecasts.Outcome.Busy() ->
                throw new ProblemException(
                        ForecastProblem.TOO_BUSY, "Try again in some seconds", List.of(), Map.of("Retry-After", "5"));
        };
    }

    private static ProblemException unusable(List<SeriesForecast> failed) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < failed.size(); i++) {
            errors.add(new FieldError(
                    "series[" + i + "].values", "unusable", failed.get(i).error()));
        }
        return new ProblemException(
                ForecastProblem.SERIES_UNUSABLE, failed.getFirst().error(), errors, Map.of());
    }
}
