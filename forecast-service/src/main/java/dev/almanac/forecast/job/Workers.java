package dev.almanac.forecast.job;

import dev.almanac.forecast.dataset.SeriesReads;
import dev.almanac.forecast.dataset.SeriesStream;
import dev.almanac.forecast.job.TaskQueue.Kept;
import dev.almanac.forecast.tick.Heartbeat;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The threads that take tasks from the queue.
@ApplicationScoped
class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);

    private final TaskQueue queue;
    private final JobOutcomes outcomes;
    private final SeriesReads reads;
    private final JobInputs inputs;
    private final Map<String, JobKind> kinds;
    private final WorkerSignal signal;
    private final JobConfig config;
    private final ExecutorService processors;

    /// For the one task at a time that is on trial.
    private final Semaphore trials = new Semaphore(1);

    private final List<Thread> threads = new ArrayList<>();

    Workers(
            TaskQueue queue,
            JobOutcomes outcomes,
            SeriesReads reads,
            JobInputs inputs,
            @All List<JobKind> kinds,
            WorkerSignal signal,
            JobConfig config) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.reads = reads;
        this.inputs = inputs;
        this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
        this.signal = signal;
        this.config = config;
        int count = config.threads().orElse(Runtime.getRuntime().availableProcessors());
        this.processors = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name("fit-", 0).daemon().factory());
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < config.concurrent(); i++) {
            threads.add(Thread.ofPlatform().name("job-" + i).daemon().start(this::work));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(5_000);
        }
        processors.shutdownNow();
    }

    private void work() {
        try {
            while (!Thread.interrupted()) {
                Optional<Task> task = claim();
                if (task.isPresent()) {
                    runOnTrial(task.get());
                } else {
                    signal.await(config.poll());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Task> claim() {
        boolean trial = trials.tryAcquire();
        Optional<Task> task = Optional.empty();
        try {
            task = trial ? queue.claim() : queue.claimUnsuspected();
        } catch (RuntimeException e) {
            LOG.warnf("The queue cannot be read now: %s", e.getMessage());
        } finally {
            if (trial && task.filter(Task::isSuspect).isEmpty()) {
                trials.release();
            }
        }
        return task;
    }

    private void runOnTrial(Task task) throws InterruptedException {
        Trial trial = task.isSuspect() ? new Trial(this::endTrial) : Trial.NONE;
        try {
            run(task, trial);
        } finally {
            trial.over();
        }
    }

    private void endTrial() {
        trials.release();
        signal.jobsMayWait();
    }

    /// Whatever goes wrong, the task stays in the queue: at the latest when its lease has run out. Errors are caught
    /// too, for the thread is one that others' jobs wait for.
    private void run(Task task, Trial trial) throws InterruptedException {
        try {
            if (task.deaths() >= config.deaths()) {
                outcomes.park(task, "%d workers ended while they worked on it".formatted(task.deaths()));
            } else if (task.isEnding()) {
                end(task);
            } else {
                attempt(task, trial);
            }
        } catch (InterruptedException e) {
            queue.release(task);
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            retry(task, e);
        }
    }

    private void attempt(Task task, Trial trial) throws IOException, InterruptedException {
        Job job = task.job();
        switch (opened(task)) {
            case SeriesReads.Outcome.Refused(String reason) -> outcomes.fail(task, reason);
            case SeriesReads.Outcome.Opened(SeriesStream stream) -> {
                try (stream) {
                    JobKind.Worker worker = kinds.get(job.kind()).worker(job, inputs.details(job));
                    settle(task, new TaskRunner(task, trial, worker, queue, config, processors).run(stream));
                } catch (IllegalArgumentException e) {
                    outcomes.fail(task, "Not possible: " + e.getMessage());
                }
            }
        }
    }

    private void settle(Task task, Kept kept) throws InterruptedException {
        switch (kept) {
            case Kept.Going() -> {
                queue.release(task);
                signal.jobsMayWait();
            }
            case Kept.Last(Task ending) -> run(ending, Trial.NONE);
            case Kept.Done(), Kept.Lost() -> {}
        }
    }

    private void end(Task task) {
        Job job = task.job();
        Heartbeat beating = beating(task);
        try {
            outcomes.succeed(task, kinds.get(job.kind()), inputs.details(job));
        } finally {
            beating.stop();
        }
    }

    /// Other services may take as long as they like to answer.
    private SeriesReads.Outcome opened(Task task) throws IOException, InterruptedException {
        Heartbeat beating = beating(task);
        try {
            return open(task);
        } finally {
            beating.stop();
        }
    }

    private Heartbeat beating(Task task) {
        return new Heartbeat("job " + task.job().id(), config.lease(), () -> queue.prolong(task));
    }

    private SeriesReads.Outcome open(Task task) throws IOException, InterruptedException {
        Job job = task.job();
        Job.Source source = job.source();
        SeriesReads.Range range = new SeriesReads.Range(task.next(), task.end());
        if (source.datasetId() == null) {
            return new SeriesReads.Outcome.Opened(inputs.open(job, range));
        }
        return job.creator() == null
                ? new SeriesReads.Outcome.Refused("Whoever asked for it is gone")
                : reads.open(job.creator(), source.datasetId(), source.version(), range);
    }

    private void retry(Task task, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.warnf("Job %s is tried again later: %s", task.job().id(), cause);
        } else {
            LOG.errorf(cause, "Job %s is tried again later", task.job().id());
        }
        try {
            if (task.attempts() >= config.attempts()) {
                outcomes.park(task, "The series could not be worked on; we tried %d times".formatted(task.attempts()));
            } else {
                queue.retryLater(task);
            }
        } catch (RuntimeException e) {
            LOG.warnf("Job %s waits for the end of its lease: %s", task.job().id(), e.getMessage());
        }
    }
}
