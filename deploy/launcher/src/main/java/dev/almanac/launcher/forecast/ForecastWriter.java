package dev.almanac.launcher.forecast;

import java.io.Closeable;
import java.io.IOException;

/// Takes forecasts one by one, in the order of the file.
interface ForecastWriter extends Closeable {

    void write(FileForecasts.Outcome outcome) throws IOException;

    /// After the last one.
    void end() throws IOException;
}
