package dev.almanac.forecast.job;

import dev.almanac.forecast.dataset.SeriesStream;
import dev.almanac.forecast.job.TaskQueue.Kept;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
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

/// Works on one task: reads series, fits them on all processors, keeps results in the order of the dataset. What was
/// kept is never computed again, whatever happens; a task whose job was cancelled or that was lost stops within a fit.
/// A worker that had its turn gives way to others who wait.
final class TaskRunner {

    private static final int IN_FLIGHT = 32;
    private static final int FEW_IN_FLIGHT = 4;
    private static final int FULL_BATCH = 200;
    private static final long MOST_BYTES = 8L << 20;
    private static final long LOOK_MILLIS = 50;

    private final Task task;
    private final Trial trial;
    private final JobKind.Worker worker;
    private final TaskQueue queue;
    private final JobConfig config;
    private final ExecutorService processors;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Deque<Fit> inFlight = new ArrayDeque<>();
    private final List<SeriesResult> finished = new ArrayList<>();
    private final Set<String> wanted;
    private final int mostInFlight;
    private final int fullBatch;
    private final long turnEnds;
    private int next;
    private long keptAt = System.nanoTime();
    private long heardAt = System.nanoTime();

    TaskRunner(
            Task task,
            Trial trial,
            JobKind.Worker worker,
            TaskQueue queue,
            JobConfig config,
            ExecutorService processors) {
        this.task = task;
        this.trial = trial;
        this.worker = worker;
        this.queue = queue;
        this.config = config;
        this.processors = processors;
        this.wanted =
                task.job().series() == null ? null : new HashSet<>(task.job().series());
        this.mostInFlight = fitting(worker.resultBytes(), FEW_IN_FLIGHT, IN_FLIGHT);
        this.fullBatch = fitting(worker.resultBytes(), 1, FULL_BATCH);
        this.turnEnds = System.nanoTime() + config.turn().toNanos();
        this.next = task.next();
    }

    /// As many as there is memory for, within bounds.
    private static int fitting(long bytesEach, int least, int most) {
        return Math.clamp(MOST_BYTES / bytesEach, least, most);
    }

    /// @return [Kept.Going] when others wait and the task was left half done
    /// @throws IOException when the series could not be read to their end; trying again may help
    Kept run(SeriesStream series) throws IOException, InterruptedException {
        try {
            return worker.together() > 0 ? runTogether(series) : runOneByOne(series);
        } finally {
            stopped.set(true);
        }
    }

    private Kept runOneByOne(SeriesStream series) throws IOException, InterruptedException {
        while (!series.ended() || !inFlight.isEmpty()) {
            takeIn(series);
            collect();
            if (isTimeToKeep()) {
                if (keep() instanceof Kept.Lost lost) {
                    return lost;
                }
                if (System.nanoTime() > turnEnds && !series.ended() && queue.othersWait(task)) {
                    return giveWay();
                }
            }
        }
        return queue.finish(task, finished);
    }

    /// What is being fitted is finished and kept; what only waits for a processor is left.
    private Kept giveWay() throws InterruptedException {
        for (Iterator<Fit> last = inFlight.descendingIterator(); last.hasNext(); ) {
            if (!last.next().begun().compareAndSet(false, true)) {
                break;
            }
            last.remove();
        }
        while (!inFlight.isEmpty()) {
            collect();
            if (isTimeToKeep() && keep() instanceof Kept.Lost lost) {
                return lost;
            }
        }
        return keep();
    }

    /// All series are read, then computed as one, then kept at once, all or none.
    private Kept runTogether(SeriesStream series) throws IOException, InterruptedException {
        List<SeriesStream.Placed> all = new ArrayList<>();
        while (!series.ended()) {
            Optional<SeriesStream.Placed> read = series.next(LOOK_MILLIS);
            if (read.isPresent()) {
                heardAt = System.nanoTime();
            } else if (!series.ended()) {
                requireNotStalled();
            }
            read.filter(this::isWanted).ifPresent(all::add);
            if (all.size() > worker.together()) {
                throw new IllegalArgumentException(
                        "at most " + worker.together() + " series can be forecast as one hierarchy");
            }
            if (isTimeToKeep() && keep() instanceof Kept.Lost lost) {
                return lost;
            }
        }
        if (all.isEmpty() && task.next() > 0) {
            return queue.finish(task, List.of()); // kept before the job was tried again
        }
        Future<List<SeriesResult>> results = processors.submit(() -> worker.computeAll(all, stopped::get));
        while (true) {
            try {
                return queue.finish(task, results.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (isTimeToKeep() && keep() instanceof Kept.Lost lost) {
                    return lost;
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
        while (inFlight.size() < mostInFlight && !series.ended()) {
            Optional<SeriesStream.Placed> read = series.next(inFlight.isEmpty() ? LOOK_MILLIS : 0);
            if (read.isEmpty()) {
                requireNotStalled();
                return;
            }
            heardAt = System.nanoTime();
            if (isWanted(read.get())) {
                inFlight.add(begin(read.get()));
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
        while (!inFlight.isEmpty() && finished.size() < fullBatch) {
            try {
                SeriesResult result = inFlight.element().result().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                finished.add(result);
                next = result.ordinal() + 1;
                inFlight.remove();
            } catch (TimeoutException e) {
                return; // still being fitted: time to look at the rest
            } catch (ExecutionException e) {
                throw new IllegalStateException("A series could not be computed", e.getCause());
            }
        }
    }

    private boolean isTimeToKeep() {
        return finished.size() >= fullBatch
                || System.nanoTime() - keptAt > config.flush().toNanos();
    }

    private Kept keep() {
        Kept kept = queue.keep(task, finished, next);
        trial.goesOn(finished.size());
        finished.clear();
        keptAt = System.nanoTime();
        return kept;
    }

    private Fit begin(SeriesStream.Placed placed) {
        AtomicBoolean begun = new AtomicBoolean();
        return new Fit(begun, processors.submit(() -> {
            if (stopped.get() || !begun.compareAndSet(false, true)) {
                throw new CancellationException();
            }
            return worker.compute(placed, stopped::get);
        }));
    }

    /// @param begun set by whoever is first: a processor, or the runner when it leaves the series to another turn
    private record Fit(AtomicBoolean begun, Future<SeriesResult> result) {}
}
