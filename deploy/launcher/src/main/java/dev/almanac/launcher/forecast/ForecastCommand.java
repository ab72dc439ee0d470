package dev.almanac.launcher.forecast;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `./almanac forecast --series FILE --long FILE [--model all]`: forecasts a benchmark file without any server.
public final class ForecastCommand {

    private static final Set<String> OPTIONS = Set.of("--series", "--long", "--model");

    private ForecastCommand() {}

    /// @return the exit code: 0 when every series was forecast, 1 when some were not
    /// @throws IllegalArgumentException when the words are not understood
    public static int run(List<String> words, PrintStream progress) throws IOException, InterruptedException {
        Map<String, String> options = options(words);
        LongForecasts forecasts =
                new LongForecasts(LongForecasts.models(options.getOrDefault("--model", "auto")), progress);
        int failed = forecasts.run(Path.of(needed(options, "--series")), Path.of(needed(options, "--long")));
        return failed == 0 ? 0 : 1;
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        Iterator<String> left = words.iterator();
        while (left.hasNext()) {
            String name = left.next();
            if (!OPTIONS.contains(name) || !left.hasNext()) {
                throw new IllegalArgumentException("not understood: " + name + "; see ./almanac --help");
            }
            options.put(name, left.next());
        }
        return options;
    }

    private static String needed(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is needed; see ./almanac --help");
        }
        return value;
    }
}
