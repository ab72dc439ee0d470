package dev.almanac.data.dataset;

import dev.almanac.data.series.SeriesEntry;
import dev.almanac.data.series.SeriesObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The series of a version after their fixes, one after the other.
final class SeriesLines implements Iterator<SeriesLine> {

    private final Located located;
    private final Reading reading;
    private final SeriesObject series;
    private final ZoneId zone;
    private final int end;
    private int next;

    /// @param first ordinal of the first series that is wanted
    /// @param end ordinal after the last one
    SeriesLines(Located located, Reading reading, SeriesObject series, int first, int end) {
        this.located = located;
        this.reading = reading;
        this.series = series;
        this.zone = ZoneId.of(reading.mapping().timezone());
        this.next = first;
        this.end = end;
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    @Override
    public SeriesLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            SeriesEntry entry = series.entry(next++);
            return SeriesLine.of(entry, SeriesExport.fixed(located, reading, entry, series.read(entry)), zone);
        } catch (IOException e) {
            throw new UncheckedIOException("Series " + (next - 1) + " cannot be read", e);
        }
    }

    void close() {
        try {
            series.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
