package dev.almanac.forecast.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.seal.ResultDigest;
import dev.almanac.forecast.series.SeriesForecast;
import dev.almanac.forecast.series.SeriesForecaster;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Works on one job: reads series, fits them on all processors, keeps results in the order of the dataset. What was
/// kept is never computed again, whatever happens; a job that was cancelled or lost stops within a fit.
final class JobRunner {

    private static final int IN_FLIGHT = 32;
    private static final int FULL_BATCH = 200;
    private static final long LOOK_MILLIS = 50;

    private final ForecastJob job;
    private final JobQueue queue;
    private final ObjectMapper json;
    private final JobConfig config;
    private final ExecutorService processors;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Deque<Future<SeriesResult>> inFlight = new ArrayDeque<>();
    private final List<SeriesResult> finished = new ArrayList<>();
    private final Set<String> wanted;
    private long keptAt = System.nanoTime();
    private long heardAt = System.nanoTime();

    JobRunner(ForecastJob job, JobQueue queue, ObjectMapper json, JobConfig config, ExecutorService processors) {
        this.job = job;
        this.queue = queue;
        this.json = json;
        this.config = config;
        this.processors = processors;
        this.wanted = job.series() == null ? null : new HashSet<>(job.series());
    }

    /// @return false when the job is no longer this worker's
    /// @throws IOException when the series could not be read to their end; trying again may help
    boolean run(SeriesStream series) throws IOException, InterruptedException {
        try {
            while (!series.ended() || !inFlight.isEmpty()) {
                takeIn(series);
                collect();
                if (isTimeToKeep() && !keep()) {
                    return false;
                }
            }
            return keep();
        } finally {
            stopped.set(true);
        }
    }

    private void takeIn(SeriesStream series) throws IOException, InterruptedException {
        while (inFlight.size() < IN_FLIGHT && !series.ended()) {
            Optional<SeriesStream.Placed> next = series.next(inFlight.isEmpty() ? LOOK_MILLIS : 0);
            if (next.isEmpty()) {
                requireNotStalled();
                return;
            }
            heardAt = System.nanoTime();
            if (wanted == null || wanted.contains(next.get().series().id())) {
                inFlight.add(processors.submit(() -> compute(next.get())));
            }
        }
        heardAt = System.nanoTime(); // we are the slower side
    }

    private void requireNotStalled() throws IOException {
        if (System.nanoTime() - heardAt > config.stalled().toNanos()) {
            throw new IOException("data-service sent nothing for " + config.stalled());
        }
    }

    private void collect() throws InterruptedException {
        while (!inFlight.isEmpty() && finished.size() < FULL_BATCH) {
            try {
                finished.add(inFlight.element().get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
                inFlight.remove();
            } catch (TimeoutException e) {
                return; // still being fitted: time to look at the rest
            } catch (ExecutionException e) {
                throw new IllegalStateException("A series could not be computed", e.getCause());
            }
        }
    }

    private boolean isTimeToKeep() {
        return finished.size() >= FULL_BATCH
                || System.nanoTime() - keptAt > config.flush().toNanos();
    }

    private boolean keep() {
        boolean ours = queue.keep(job, finished);
        finished.clear();
        keptAt = System.nanoTime();
        return ours;
    }

    private SeriesResult compute(SeriesStream.Placed placed) {
        if (stopped.get()) {
            throw new CancellationException();
        }
        SeriesForecast forecast = SeriesForecaster.forecast(placed.series(), job.options(), stopped::get);
        return new SeriesResult(
                placed.ordinal(),
                forecast,
                placed.series().start(),
                placed.series().lastObserved(),
                ResultDigest.canonical(forecast, json));
    }

    Summary summarise(ResultStore results) {
        return Summary.of(job, results, json, Instant.now());
    }
}
