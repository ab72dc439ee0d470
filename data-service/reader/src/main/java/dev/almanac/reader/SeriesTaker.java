package dev.almanac.reader;

import java.io.IOException;

/// Receives series one after the other, in byte order of their names, each with its observations in order of time.
public interface SeriesTaker {

    /// @param name UTF-8, to keep
    void begin(byte[] name) throws IOException;

    /// @param time milliseconds since 1970, not before the last one of the series
    /// @param value NaN when missing
    void take(long time, double value) throws IOException;

    void end() throws IOException;
}
