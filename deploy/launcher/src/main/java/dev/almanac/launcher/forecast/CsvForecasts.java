package dev.almanac.launcher.forecast;

import dev.almanac.engine.Forecast;
import dev.almanac.reader.CsvCell;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// One row a step: `series_id,model,step,time,mean,lo80,hi80,...,error`; a series that failed has one row with its
/// reason.
final class CsvForecasts implements ForecastWriter {

    private final Writer out;
    private final int levels;

    CsvForecasts(Path file, double[] levels) throws IOException {
        this.levels = levels.length;
        this.out = Files.newBufferedWriter(file);
        StringBuilder header = new StringBuilder("series_id,model,step,time,mean");
        for (double level : levels) {
            String name = Forecast.levelName(level);
            header.append(",lo").append(name).append(",hi").append(name);
        }
        out.write(header.append(",error\n").toString());
    }

    @Override
    public void write(FileForecasts.Outcome outcome) throws IOException {
        String id = CsvCell.of(outcome.series().id());
        if (outcome.error() != null) {
            out.write(id + ",,,," + ",,".repeat(levels) + "," + CsvCell.of(outcome.error()) + "\n");
            return;
        }
        Forecast forecast = outcome.result().forecast();
        List<Instant> times = outcome.series().timesAhead(forecast.horizon());
        for (int h = 0; h < forecast.horizon(); h++) {
            StringBuilder row = new StringBuilder(id);
            row.append(',').append(outcome.result().model()).append(',').append(h + 1);
            row.append(',').append(times.get(h)).append(',').append(forecast.mean()[h]);
            for (int i = 0; i < levels; i++) {
                row.append(',').append(forecast.lower()[i][h]);
                row.append(',').append(forecast.upper()[i][h]);
            }
            out.write(row.append(",\n").toString());
        }
    }

    @Override
    public void end() {}

    @Override
    public void close() throws IOException {
        out.close();
    }
}
