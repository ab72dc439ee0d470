package dev.almanac.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Expected values that other people's programs produced; the command and the versions are in each file's first line,
/// the program that made it lies beside it.
final class Reference {

    static final Reference R = new Reference("/reference.csv");
    static final Reference PYTHON = new Reference("/reference-python.csv");

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    private Reference(String resource) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Reference.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.startsWith("#")).skip(1).forEach(line -> {
                String[] cells = line.split(",");
                values.computeIfAbsent(cells[0] + "," + cells[1] + "," + cells[2], key -> new ArrayList<>())
                        .add(Double.parseDouble(cells[4]));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A published series of R's `datasets`.
    record Series(String name, int seasonLength, double[] values) {
        @Override
        public String toString() {
            return name;
        }

        int horizon() {
            return seasonLength > 1 ? 2 * seasonLength : 10;
        }
    }

    static List<Series> series() {
        return R.values.keySet().stream()
                .map(key -> key.split(","))
                .filter(key -> key[1].equals("series") && !key[0].equals("demand"))
                .map(key -> series(key[0]))
                .toList();
    }

    static Series series(String name) {
        String key = R.values.keySet().stream()
                .filter(candidate -> candidate.startsWith(name + ",series,"))
                .findFirst()
                .orElseThrow();
        return new Series(name, Integer.parseInt(key.substring(key.lastIndexOf('m') + 1)), R.at(key));
    }

    boolean has(Series series, String method) {
        return values.containsKey(series.name() + "," + method + ",mean");
    }

    double[] of(Series series, String method, String quantity) {
        return at(series.name() + "," + method + "," + quantity);
    }

    double[] at(String key) {
        return values.get(key).stream().mapToDouble(Double::doubleValue).toArray();
    }
}
