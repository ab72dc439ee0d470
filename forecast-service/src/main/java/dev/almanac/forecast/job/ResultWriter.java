package dev.almanac.forecast.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Forecast;
import dev.almanac.forecast.seal.ResultDigest;
import dev.almanac.forecast.series.SeriesForecast;
import dev.almanac.reader.CsvCell;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Writes results as JSON (the sealed bytes), NDJSON or CSV, one series at a time.
final class ResultWriter {

    private final Job job;
    private final ObjectMapper json;

    ResultWriter(Job job, ObjectMapper json) {
        this.job = job;
        this.json = json;
    }

    /// Where the canonical forecasts come from.
    interface Source {
        void forEach(Consumer<String> body);
    }

    /// The canonical document: for all series, its SHA-256 is the one in the seal.
    void json(Source source, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(ResultDigest.head(engineVersion()));
        String[] separator = {""};
        source.forEach(body -> {
            write(writer, separator[0] + body);
            separator[0] = ",";
        });
        writer.write(ResultDigest.tail(job.options(), json));
        writer.flush();
    }

    /// Results of a job that is not over are of this engine.
    private String engineVersion() {
        return job.engineVersion() == null ? AutoForecaster.ENGINE_VERSION : job.engineVersion();
    }

    void ndjson(Source source, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        source.forEach(body -> write(writer, body + "\n"));
        writer.flush();
    }

    void csv(Source source, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        StringBuilder header = new StringBuilder("series_id,model,step,time,mean");
        for (double level : job.options().levels()) {
            String name = Forecast.levelName(level);
            header.append(",lo").append(name).append(",hi").append(name);
        }
        writer.write(header.append("\r\n").toString());
        source.forEach(body -> write(writer, rows(read(body))));
        writer.flush();
    }

    private String rows(SeriesForecast forecast) {
        StringBuilder rows = new StringBuilder();
        int steps = forecast.mean() == null ? 0 : forecast.mean().length;
        for (int step = 0; step < steps; step++) {
            rows.append(CsvCell.of(forecast.id()))
                    .append(',')
                    .append(forecast.model())
                    .append(',');
            rows.append(step + 1).append(',');
            rows.append(forecast.times() == null ? "" : forecast.times().get(step));
            rows.append(',').append(forecast.mean()[step]);
            for (double level : job.options().levels()) {
                var interval = forecast.intervals().get(Forecast.levelName(level));
                rows.append(',').append(interval.lo()[step]).append(',').append(interval.hi()[step]);
            }
            rows.append("\r\n");
        }
        return rows.toString();
    }

    private SeriesForecast read(String body) {
        try {
            return json.readValue(body, SeriesForecast.class);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored result is damaged", e);
        }
    }

    private static void write(Writer writer, String text) {
        try {
            writer.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The reader went away", e);
        }
    }
}
