package dev.almanac.forecast.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.series.SeriesInput;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The series of a dataset as they come from data-service. A thread of its own reads ahead into a small queue; when the
/// queue is full the connection waits, so that data-service reads no faster than the models are fitted.
public final class SeriesStream implements AutoCloseable {

    private static final int READ_AHEAD = 64;

    private final InputStream body;
    private final SeriesReads.Range range;
    private final ObjectMapper json;
    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(READ_AHEAD);
    private final Thread reader;
    private boolean ended;

    /// @param range that is wanted of what comes; a stream that ends before its end is broken
    public SeriesStream(InputStream body, SeriesReads.Range range, ObjectMapper json) {
        this.body = body;
        this.range = range;
        this.json = json;
        this.reader = Thread.ofVirtual().name("series-stream").start(this::read);
    }

    /// @param ordinal place in the dataset
    public record Placed(int ordinal, SeriesInput series) {}

    /// Whether every series has been taken.
    public boolean ended() {
        return ended;
    }

    /// @return empty when nothing came within the time, or all has been read
    /// @throws IOException when the stream broke before its end
    public Optional<Placed> next(long waitMillis) throws IOException, InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        return switch (items.poll(waitMillis, TimeUnit.MILLISECONDS)) {
            case Item.Line(Placed placed) -> Optional.of(placed);
            case Item.Broken(IOException cause) -> throw new IOException("data-service stopped sending", cause);
            case Item.End() -> {
                ended = true;
                yield Optional.empty();
            }
            case null -> Optional.empty();
        };
    }

    @Override
    public void close() throws IOException {
        reader.interrupt();
        body.close();
    }

    private void read() {
        try {
            items.put(readLines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody reads any more
        }
    }

    private Item readLines() throws InterruptedException {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            int next = range.first();
            while (next < range.end()) {
                String line = lines.readLine();
                if (line == null) {
                    return new Item.Broken(
                            new EOFException("ended before series %d of %d".formatted(next, range.end())));
                }
                Placed placed =
                        line.isBlank() ? null : json.readValue(line, Line.class).placed();
                if (placed != null && placed.ordinal() >= next) {
                    items.put(new Item.Line(placed));
                    next = placed.ordinal() + 1;
                }
            }
            return new Item.End();
        } catch (IOException e) {
            return new Item.Broken(e);
        }
    }

    private sealed interface Item {
        public record Line(Placed placed) implements Item {}

        record Broken(IOException cause) implements Item {}

        record End() implements Item {}
    }

    /// One series as data-service writes it.
    ///
    /// @param seasonGiven whether a person named the season; absent where the calendar suggests it
    /// @param timezone whose calendar days count; absent for UTC
    public record Line(
            int ordinal,
            String seriesId,
            String frequency,
            int seasonLength,
            Boolean seasonGiven,
            Instant start,
            long stepMillis,
            String timezone,
            Double[] values) {

        /// As it will be read again.
        public static Line of(int ordinal, SeriesInput series) {
            Double[] values = new Double[series.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isNaN(series.values()[i]) ? null : series.values()[i];
            }
            return new Line(
                    ordinal,
                    series.id(),
                    series.frequency(),
                    series.seasonLength(),
                    series.seasonGiven(),
                    series.start(),
                    series.stepMillis(),
                    series.zone().getId(),
                    values);
        }

        Placed placed() {
            double[] numbers = new double[values.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = values[i] == null ? Double.NaN : values[i];
            }
            return new Placed(
                    ordinal,
                    new SeriesInput(
                            seriesId,
                            frequency,
                            seasonLength,
                            Boolean.TRUE.equals(seasonGiven),
                            start,
                            stepMillis,
                            timezone == null ? ZoneOffset.UTC : ZoneId.of(timezone),
                            numbers));
        }
    }
}
