package dev.almanac.forecast.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.engine.Watch;
import dev.almanac.forecast.dataset.SeriesStream.Placed;
import dev.almanac.forecast.seal.ResultDigest;
import dev.almanac.forecast.series.AssignedModel;
import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.HierarchicalForecaster;
import dev.almanac.forecast.series.HierarchyOptions;
import dev.almanac.forecast.series.RegressorValues;
import dev.almanac.forecast.series.SeriesForecast;
import dev.almanac.forecast.series.SeriesForecaster;
import dev.almanac.forecast.series.SeriesInput;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Forecasts, sealed when all of them are there.
@RegisterForReflection(
        targets = {ForecastDetails.class, AssignedModel.class, RegressorValues.class, HierarchyOptions.class})
@ApplicationScoped
class ForecastKind implements JobKind {

    static final String NAME = "forecast";

    private static final int MOST_TOGETHER = 5_000;
    private static final long BYTES_TOGETHER = 64L << 20;

    private final ObjectMapper json;

    ForecastKind(ObjectMapper json) {
        this.json = json;
    }

    /// Series that can be forecast as one hierarchy: all results are in memory at once.
    static int mostTogether(ForecastOptions options) {
        return Math.clamp(BYTES_TOGETHER / options.resultBytes(), 1, MOST_TOGETHER);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Worker worker(Job job, String details) {
        ForecastOptions options = job.options().with(parsed(details));
        return options.details().hierarchy() == null ? new Alone(options) : new Together(options);
    }

    @Override
    public Ending ending(Job job, String details, ResultStore results) {
        return Summary.of(job, results, json, Instant.now()).ending(job, details);
    }

    private ForecastDetails parsed(String details) {
        if (details == null) {
            return ForecastDetails.NONE;
        }
        try {
            return json.readValue(details, ForecastDetails.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The details of a job are damaged", e);
        }
    }

    private SeriesResult result(int ordinal, SeriesInput series, SeriesForecast forecast) {
        return SeriesResult.of(ordinal, series, forecast, ResultDigest.canonical(forecast, json));
    }

    private final class Alone implements Worker {
        private final ForecastOptions options;

        Alone(ForecastOptions options) {
            this.options = options;
        }

        @Override
        public long resultBytes() {
            return options.resultBytes();
        }

        @Override
        public SeriesResult compute(Placed placed, Watch watch) {
            SeriesForecast forecast = SeriesForecaster.forecast(placed.series(), options, watch);
            return result(placed.ordinal(), placed.series(), forecast);
        }
    }

    private final class Together implements Worker {
        private final ForecastOptions options;

        Together(ForecastOptions options) {
            this.options = options;
        }

        @Override
        public int together() {
            return mostTogether(options);
        }

        @Override
        public SeriesResult compute(Placed placed, Watch watch) {
            throw new IllegalStateException("These series are computed together");
        }

        @Override
        public List<SeriesResult> computeAll(List<Placed> placed, Watch watch) {
            List<SeriesInput> series = placed.stream().map(Placed::series).toList();
            List<SeriesForecast> forecasts = HierarchicalForecaster.forecast(series, options, watch);
            List<SeriesResult> results = new ArrayList<>();
            for (int i = 0; i < forecasts.size(); i++) {
                boolean given = i < placed.size();
                int ordinal = given ? placed.get(i).ordinal() : placed.getLast().ordinal() + 1 + i - placed.size();
                SeriesInput input = given ? series.get(i) : series.getFirst();
                results.add(result(ordinal, input, forecasts.get(i)));
            }
            return results;
        }
    }
}
