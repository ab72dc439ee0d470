package dev.almanac.launcher.forecast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.almanac.engine.Accuracy;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Backtest;
import dev.almanac.engine.Forecast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// The answer of `POST /api/v1/forecast`, written one series at a time.
final class JsonForecasts implements ForecastWriter {

    private final JsonGenerator json;

    JsonForecasts(Path file, ForecastOptions options) throws IOException {
        json = new JsonFactory().createGenerator(Files.newBufferedWriter(file));
        json.writeStartObject();
        json.writeStringField("engine_version", AutoForecaster.ENGINE_VERSION);
        json.writeNumberField("horizon", options.horizon());
        json.writeFieldName("levels");
        numbers(options.levels());
        json.writeArrayFieldStart("forecasts");
    }

    @Override
    public void write(FileForecasts.Outcome outcome) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", outcome.series().id());
        if (outcome.error() == null) {
            result(outcome.series(), outcome.result());
        } else {
            json.writeStringField("error", outcome.error());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void result(FileSeries series, AutoForecaster.Result result) throws IOException {
        Forecast forecast = result.forecast();
        json.writeStringField("model", result.model());
        json.writeStringField("frequency", series.frequency());
        json.writeArrayFieldStart("times");
        for (Instant time : series.timesAhead(forecast.horizon())) {
            json.writeString(time.toString());
        }
        json.writeEndArray();
        json.writeFieldName("mean");
        numbers(forecast.mean());
        json.writeObjectFieldStart("intervals");
        for (int i = 0; i < forecast.levels().length; i++) {
            json.writeObjectFieldStart(Forecast.levelName(forecast.levels()[i]));
            json.writeFieldName("lo");
            numbers(forecast.lower()[i]);
            json.writeFieldName("hi");
            numbers(forecast.upper()[i]);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("components");
        for (Map.Entry<String, double[]> component : result.components().entrySet()) {
            json.writeFieldName(component.getKey());
            numbers(component.getValue());
        }
        json.writeEndObject();
        fit(series, result);
    }

    private void fit(FileSeries series, AutoForecaster.Result result) throws IOException {
        json.writeObjectFieldStart("fit");
        json.writeStringField("description", result.fitted().description());
        json.writeNumberField("observations", series.values().length);
        json.writeNumberField("season_length", series.seasonLength());
        json.writeNumberField("calibration", result.calibration());
        json.writeObjectFieldStart("parameters");
        for (Map.Entry<String, Double> parameter : new TreeMap<>(result.fitted().parameters()).entrySet()) {
            json.writeNumberField(parameter.getKey(), parameter.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("backtest");
        for (Backtest.Score score : result.scores()) {
            score(score);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void score(Backtest.Score score) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", score.model());
        if (score.error() == null) {
            Accuracy accuracy = score.accuracy();
            json.writeNumberField("mase", accuracy.mase());
            json.writeNumberField("rmsse", accuracy.rmsse());
            json.writeNumberField("smape", accuracy.smape());
            json.writeNumberField("mae", accuracy.mae());
            json.writeNumberField("rmse", accuracy.rmse());
            json.writeNumberField("bias", accuracy.bias());
            json.writeNumberField("msis", accuracy.msis());
            json.writeNumberField("coverage", accuracy.coverage());
            json.writeNumberField("crps", accuracy.crps());
        } else {
            json.writeStringField("error", score.error());
        }
        json.writeEndObject();
    }

    private void numbers(double[] values) throws IOException {
        json.writeArray(values, 0, values.length);
    }

    @Override
    public void end() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
