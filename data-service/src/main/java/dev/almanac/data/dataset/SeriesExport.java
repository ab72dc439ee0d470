package dev.almanac.data.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.almanac.data.series.SeriesEntry;
import dev.almanac.data.series.SeriesObject;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.reader.CsvCell;
import dev.almanac.reader.Observations;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;

/// Writes series as text, after their fixes. In CSV, ids that a spreadsheet would run are made text.
final class SeriesExport {

    private static final JsonFactory JSON = new JsonFactory();
    private static final long LONGEST_SECONDS = Long.MAX_VALUE / 2_000;

    private final Form form;
    private final Located located;
    private final Reading reading;
    private final long from;
    private final long to;

    /// @param from null for the beginning
    /// @param to the first time that is not wanted, null for the end
    SeriesExport(Form form, Located located, Reading reading, Instant from, Instant to) {
        this.form = form;
        this.located = located;
        this.reading = reading;
        this.from = from == null ? Long.MIN_VALUE : millis(from);
        this.to = to == null ? Long.MAX_VALUE : millis(to);
    }

    /// Times beyond what milliseconds can tell are at their end.
    private static long millis(Instant time) {
        return Math.clamp(time.getEpochSecond(), -LONGEST_SECONDS, LONGEST_SECONDS) * 1000 + time.getNano() / 1_000_000;
    }

    /// Forms of text.
    enum Form {
        JSON("application/json", ".json"),
        CSV("text/csv", ".csv"),
        NDJSON("application/x-ndjson", ".ndjson");

        private final String mediaType;
        private final String ending;

        Form(String mediaType, String ending) {
            this.mediaType = mediaType;
            this.ending = ending;
        }

        String mediaType() {
            return mediaType;
        }

        String ending() {
            return ending;
        }

        /// The first that a client accepts.
        static Form of(String accept) {
            if (accept != null && accept.contains("text/csv")) {
                return CSV;
            }
            return accept != null && accept.contains("ndjson") ? NDJSON : JSON;
        }
    }

    /// Observations after the version's fixes.
    static Observations fixed(Located located, Reading reading, SeriesEntry entry, Observations stored) {
        ZoneId zone = ZoneId.of(reading.mapping().timezone());
        return located.version().chosen().applyTo(stored, entry.frequency(), zone);
    }

    void all(ObjectStore store, OutputStream out) throws IOException {
        Writer writer = writer(out); // not closed after a failure, so that a cut answer is not taken for a whole one
        try (SeriesObject series = located.series(store)) {
            header(writer);
            for (int ordinal = 0; ordinal < series.count(); ordinal++) {
                SeriesEntry entry = series.entry(ordinal);
                series(entry, fixed(located, reading, entry, series.read(entry)), writer);
            }
        }
        writer.flush();
    }

    void one(SeriesEntry entry, Observations observations, OutputStream out) throws IOException {
        Writer writer = writer(out);
        header(writer);
        series(entry, observations, writer);
        writer.flush();
    }

    private static Writer writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    }

    private void header(Writer writer) throws IOException {
        if (form == Form.CSV) {
            writer.write("series_id,time,value\n");
        }
    }

    private void series(SeriesEntry entry, Observations observations, Writer writer) throws IOException {
        if (form == Form.CSV) {
            csv(entry, observations, writer);
        } else {
            json(entry, observations, writer);
        }
    }

    private void csv(SeriesEntry entry, Observations observations, Writer writer) throws IOException {
        String id = CsvCell.of(entry.seriesId());
        long[] times = observations.times();
        double[] values = observations.values();
        for (int i = 0; i < times.length; i++) {
            if (times[i] >= from && times[i] < to) {
                String value = Double.isNaN(values[i]) ? "" : Double.toString(values[i]);
                writer.write(id + "," + Instant.ofEpochMilli(times[i]) + "," + value + "\n");
            }
        }
    }

    private void json(SeriesEntry entry, Observations observations, Writer writer) throws IOException {
        JsonGenerator json = JSON.createGenerator(writer).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeStringField("series_id", entry.seriesId());
        if (entry.frequency() != null) {
            json.writeStringField("frequency", entry.frequency());
        }
        json.writeArrayFieldStart("observations");
        long[] times = observations.times();
        double[] values = observations.values();
        for (int i = 0; i < times.length; i++) {
            if (times[i] >= from && times[i] < to) {
                json.writeStartArray();
                json.writeString(Instant.ofEpochMilli(times[i]).toString());
                if (Double.isNaN(values[i])) {
                    json.writeNull();
                } else {
                    json.writeNumber(values[i]);
                }
                json.writeEndArray();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        writer.write('\n');
    }
}
