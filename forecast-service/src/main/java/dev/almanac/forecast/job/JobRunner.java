package dev.almanac.forecast.job;

import dev.almanac.forecast.dataset.SeriesStream;
import java.io.IOException;
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

    private final Job job;
    private final JobKind.Worker worker;
    private final JobQueue queue;
    private final JobConfig config;
    private final ExecutorService processors;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Deque<Future<SeriesResult>> inFlight = new ArrayDeque<>();
    private final List<SeriesResult> finished = new ArrayList<>();
    private final Set<String> wanted;
    private long keptAt = System.nanoTime();
    private long heardAt = System.nanoTime();

    JobRunner(Job job, JobKind.Worker worker, JobQueue queue, JobConfig config, ExecutorService processors) {
        this.job = job;
        this.worker = worker;
        this.queue = queue;
        this.config = config;
        this.processors = processors;
        this.wanted = job.series() == null ? null : new HashSet<>(job.series());
    }

    /// @return false when the job is no longer this worker's
    /// @throws IOException when the series could not be read to their end; trying again may help
    boolean run(SeriesStream series) throws IOException, InterruptedException {
        try {
            if (worker.together() > 0) {
                return runTogether(series);
            }
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

    /// All series are read, then computed as one task, then kept at once, all or none.
    private boolean runTogether(SeriesStream series) throws IOException, InterruptedException {
        List<SeriesStream.Placed> all = new ArrayList<>();
        while (!series.ended()) {
            Optional<SeriesStream.Placed> next = series.next(LOOK_MILLIS);
            if (next.isPresent()) {
                heardAt = System.nanoTime();
            } else if (!series.ended()) {
                requireNotStalled();
            }
            next.filter(this::isWanted).ifPresent(all::add);
            if (all.size() > worker.together()) {
                throw new IllegalArgumentException(
                        "at most " + worker.together() + " series can be forecast as one hierarchy");
            }
            if (isTimeToKeep() && !keep()) {
                return false;
            }
        }
        Future<List<SeriesResult>> results = processors.submit(() -> worker.computeAll(all, stopped::get));
        while (true) {
            try {
                finished.addAll(results.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
                return keep();
            } catch (TimeoutException e) {
                if (isTimeToKeep() && !keep()) {
                    return false;
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IllegalArgumentException hopeless
                        ? hopeless
                        : new IllegalStateException("The series could not be computed", e.getCause());
            }
        }
    }

    private boolean isWanted(SeriesStream.Placed placed) {
        return wanted == null || wanted.contains(placed.series().id());
    }

    private void takeIn(SeriesStream series) throws IOException, InterruptedException {
        while (inFlight.size() < IN_FLIGHT && !series.ended()) {
            Optional<SeriesStream.Placed> next = series.next(inFlight.isEmpty() ? LOOK_MILLIS : 0);
            if (next.isEmpty()) {
                requireNotStalled();
                return;
            }
            heardAt = System.nanoTime();
            if (isWanted(next.get())) {
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
        return worker.compute(placed, stopped::get);
    }
}
