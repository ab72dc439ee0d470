package dev.almanac.forecast.job;

import dev.almanac.forecast.dataset.SeriesReads;
import dev.almanac.forecast.dataset.SeriesStream;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The threads that take jobs from the queue.
@ApplicationScoped
class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);

    private final JobQueue queue;
    private final ResultStore results;
    private final SeriesReads reads;
    private final JobInputs inputs;
    private final Map<String, JobKind> kinds;
    private final WorkerSignal signal;
    private final JobConfig config;
    private final MeterRegistry metrics;
    private final ExecutorService processors;
    private final List<Thread> threads = new ArrayList<>();

    Workers(
            JobQueue queue,
            ResultStore results,
            SeriesReads reads,
            JobInputs inputs,
            @All List<JobKind> kinds,
            WorkerSignal signal,
            JobConfig config,
            MeterRegistry metrics) {
        this.queue = queue;
        this.results = results;
        this.reads = reads;
        this.inputs = inputs;
        this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
        this.signal = signal;
        this.config = config;
        this.metrics = metrics;
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
                Optional<Job> job = claim();
                if (job.isPresent()) {
                    run(job.get());
                } else {
                    signal.await(config.poll());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Job> claim() {
        try {
            return queue.claim();
        } catch (RuntimeException e) {
            LOG.warnf("The queue cannot be read now: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /// Whatever goes wrong, the job stays in the queue: at the latest when its lease has run out.
    private void run(Job job) throws InterruptedException {
        try {
            attempt(job);
        } catch (InterruptedException e) {
            queue.release(job);
            throw e;
        } catch (IOException | RuntimeException e) {
            retry(job, e);
        }
    }

    private void attempt(Job job) throws IOException, InterruptedException {
        JobKind kind = kinds.get(job.kind());
        String details = inputs.details(job);
        switch (open(job, queue.lastOrdinal(job))) {
            case SeriesReads.Outcome.Refused(String reason) -> fail(job, reason);
            case SeriesReads.Outcome.Opened(SeriesStream stream) -> {
                try (stream) {
                    JobRunner runner = new JobRunner(job, kind.worker(job, details), queue, config, processors);
                    if (runner.run(stream)) {
                        finish(job, kind.ending(job, details, results));
                    }
                } catch (IllegalArgumentException e) {
                    fail(job, "Not possible: " + e.getMessage());
                }
            }
        }
    }

    private SeriesReads.Outcome open(Job job, int after) throws IOException, InterruptedException {
        Job.Source source = job.source();
        if (source.datasetId() == null) {
            return new SeriesReads.Outcome.Opened(inputs.open(job, after));
        }
        return job.creator() == null
                ? new SeriesReads.Outcome.Refused("Whoever asked for it is gone")
                : reads.open(job.creator(), source.datasetId(), source.version(), after);
    }

    private void fail(Job job, String reason) {
        queue.fail(job, reason);
        metrics.counter("forecast_jobs_failed_total").increment();
    }

    private void finish(Job job, JobKind.Ending ending) {
        if (ending.series() == 0) {
            queue.fail(job, "The dataset has none of the series that were asked for");
            return;
        }
        queue.succeed(job, ending);
        metrics.counter("forecast_jobs_completed_total").increment();
    }

    private void retry(Job job, Exception cause) {
        if (cause instanceof IOException) {
            LOG.warnf("Job %s is tried again later: %s", job.id(), cause.getMessage());
        } else {
            LOG.errorf(cause, "Job %s is tried again later", job.id());
        }
        try {
            if (job.attempts() + 1 >= config.attempts()) {
                queue.fail(job, "The series could not be read; we tried %d times".formatted(config.attempts()));
            } else {
                queue.retryLater(job);
            }
        } catch (RuntimeException e) {
            LOG.warnf("Job %s waits for the end of its lease: %s", job.id(), e.getMessage());
        }
    }
}
