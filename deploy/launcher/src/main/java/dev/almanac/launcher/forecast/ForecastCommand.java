package dev.almanac.launcher.forecast;

import dev.almanac.reader.UnreadableFileException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `./almanac forecast`: forecasts a CSV file, or a benchmark file, without any server.
public final class ForecastCommand {

    private static final Set<String> LONG = Set.of("--series", "--long", "--model");
    private static final Set<String> FILE =
            Set.of("--horizon", "--levels", "--model", "--season", "--backtest", "--out", "--time-format");
    private static final Set<String> FLAGS = Set.of("--robust");

    private ForecastCommand() {}

    /// @return the exit code: 0 when every series was forecast, 1 when some were not
    /// @throws IllegalArgumentException when the words or the file are not understood
    public static int run(List<String> words, PrintStream out, PrintStream progress)
            throws IOException, InterruptedException {
        return words.contains("--series") ? benchmark(words, progress) : file(words, out, progress);
    }

    private static int benchmark(List<String> words, PrintStream progress) throws IOException, InterruptedException {
        CommandOptions options = new CommandOptions(words, LONG, Set.of());
        LongForecasts forecasts = new LongForecasts(LongForecasts.models(options.text("--model", "auto")), progress);
        int failed = forecasts.run(Path.of(options.needed("--series")), Path.of(options.needed("--long")));
        return failed == 0 ? 0 : 1;
    }

    private static int file(List<String> words, PrintStream out, PrintStream progress)
            throws IOException, InterruptedException {
        CommandOptions asked = new CommandOptions(words, FILE, FLAGS);
        if (asked.plain() == null) {
            throw new IllegalArgumentException("a CSV file is needed; see ./almanac --help");
        }
        ForecastOptions options = ForecastOptions.of(asked);
        Path source = Path.of(asked.plain());
        if (!Files.isReadable(source)) {
            throw new IllegalArgumentException("there is no file " + source + " that can be read");
        }
        SeriesFile series;
        try {
            series = SeriesFile.open(source, asked.text("--time-format", null));
        } catch (UnreadableFileException e) {
            throw new IllegalArgumentException(source + " cannot be used: " + e.getMessage(), e);
        }
        List<Path> targets = targets(source, asked.text("--out", null));
        List<ForecastWriter> writers = new ArrayList<>();
        try {
            for (Path target : targets) {
                writers.add(writer(target, options));
            }
            writers.add(new TableForecasts(out, asked.has("--backtest")));
            int failed = new FileForecasts(options, writers, progress).run(series);
            out.println("Written: "
                    + String.join(", ", targets.stream().map(Path::toString).toList()));
            return failed == 0 ? 0 : 1;
        } finally {
            for (ForecastWriter writer : writers) {
                writer.close();
            }
        }
    }

    /// A name with a known ending is that one file, any other is the beginning of all three.
    private static List<Path> targets(Path source, String wanted) {
        if (wanted != null && wanted.matches(".*\\.(csv|json|svg)")) {
            return List.of(Path.of(wanted));
        }
        String name = source.getFileName().toString();
        String stem = wanted != null ? wanted : name.replaceFirst("\\.[^.]*$", "") + "-forecast";
        return List.of(Path.of(stem + ".csv"), Path.of(stem + ".json"), Path.of(stem + ".svg"));
    }

    private static ForecastWriter writer(Path target, ForecastOptions options) throws IOException {
        String name = target.toString();
        return name.endsWith(".csv")
                ? new CsvForecasts(target, options.levels())
                : name.endsWith(".json") ? new JsonForecasts(target, options) : new SvgForecasts(target);
    }
}
