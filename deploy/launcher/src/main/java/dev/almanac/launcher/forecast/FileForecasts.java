package dev.almanac.launcher.forecast;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Watch;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Forecasts the series of a file on all processors and hands the results on in the order of the file.
final class FileForecasts {

    private static final int IN_FLIGHT = 64;
    private static final long TELL_NANOS = 500_000_000;

    private final ForecastOptions options;
    private final List<ForecastWriter> writers;
    private final PrintStream progress;
    private int done;
    private int failed;
    private int total;
    private long startedAt;
    private long toldAt;

    FileForecasts(ForecastOptions options, List<ForecastWriter> writers, PrintStream progress) {
        this.options = options;
        this.writers = writers;
        this.progress = progress;
    }

    /// @param series as read
    /// @param result null where `error` says why
    record Outcome(FileSeries series, AutoForecaster.Result result, String error) {}

    /// @return how many series could not be forecast; each is reported in its place
    int run(SeriesFile file) throws IOException, InterruptedException {
        total = file.seriesCount();
        startedAt = System.nanoTime();
        Deque<Future<Outcome>> inFlight = new ArrayDeque<>();
        try (ExecutorService processors =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            try {
                file.forEach(series -> {
                    inFlight.add(processors.submit(() -> forecast(series)));
                    if (inFlight.size() == IN_FLIGHT) {
                        write(inFlight.remove());
                    }
                });
                while (!inFlight.isEmpty()) {
                    write(inFlight.remove());
                }
            } finally {
                processors.shutdownNow();
            }
        }
        if (toldAt > 0) {
            progress.println();
        }
        for (ForecastWriter writer : writers) {
            writer.end();
        }
        return failed;
    }

    private Outcome forecast(FileSeries series) {
        try {
            return new Outcome(
                    series, AutoForecaster.forecast(series.values(), options.task(series), Watch.NONE), null);
        } catch (IllegalArgumentException e) {
            return new Outcome(series, null, "The series " + e.getMessage());
        }
    }

    private void write(Future<Outcome> future) throws IOException, InterruptedException {
        Outcome outcome;
        try {
            outcome = future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A series could not be computed", e.getCause());
        }
        failed += outcome.error() == null ? 0 : 1;
        for (ForecastWriter writer : writers) {
            writer.write(outcome);
        }
        done++;
        tell();
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - Math.max(toldAt, startedAt) < TELL_NANOS) {
            return;
        }
        toldAt = now;
        double seconds = (now - startedAt) / 1e9;
        double rate = done / seconds;
        progress.printf(
                "\r%,d of %,d series, %,.0f a second, %,.0f s left   ", done, total, rate, (total - done) / rate);
        progress.flush();
    }
}
