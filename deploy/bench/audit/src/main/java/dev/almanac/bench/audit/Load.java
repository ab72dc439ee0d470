package dev.almanac.bench.audit;

import dev.almanac.log.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Producers that go on through every fault, each sending a batch again until it is acknowledged, and one who watches
/// the checkpoints.
final class Load implements AutoCloseable {

    private static final int PRODUCERS = 4;
    private static final int LARGEST_BATCH = 40;
    private static final long LONGEST_SECONDS = 120;

    private final List<AuditProcess> services;
    private final Map<Long, Long> acknowledged = Producer.noneYet();
    private final ConcurrentLinkedQueue<Checkpoint> seen = new ConcurrentLinkedQueue<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(PRODUCERS + 1);
    private volatile boolean stopping;

    private Load(List<AuditProcess> services) {
        this.services = services;
    }

    /// @param services that answer at the same time; a producer takes turns
    static Load on(AuditProcess... services) {
        Load load = new Load(List.of(services));
        for (int i = 0; i < PRODUCERS; i++) {
            int number = i;
            Thread.ofPlatform().daemon().start(() -> load.guarded(() -> load.produce(new Random(number))));
        }
        Thread.ofPlatform().daemon().start(() -> load.guarded(load::watch));
        return load;
    }

    /// Waits until so many more events are acknowledged than now.
    void awaitMore(int events) {
        long goal = acknowledged.size() + (long) events;
        AuditProcess.await(events + " more events are acknowledged", () -> acknowledged.size() >= goal || failed());
        requireNoFailure();
    }

    /// Number of the event, place in the log.
    Map<Long, Long> acknowledged() {
        return acknowledged;
    }

    /// Checkpoints that were published, in the order of seeing them.
    List<Checkpoint> seen() {
        return List.copyOf(seen);
    }

    /// Stops when every batch that was begun is acknowledged.
    @Override
    public void close() {
        stopping = true;
        try {
            if (!ended.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A batch is not acknowledged after " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requireNoFailure();
    }

    private boolean failed() {
        return failure.get() != null;
    }

    private void requireNoFailure() {
        if (failed()) {
            throw new IllegalStateException("The load has failed", failure.get());
        }
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            ended.countDown();
        }
    }

    private void produce(Random random) throws IOException {
        List<Producer> producers = new ArrayList<>();
        services.forEach(service -> producers.add(new Producer(service, acknowledged)));
        int turn = 0;
        while (!stopping && !failed()) {
            int count = 1 + random.nextInt(LARGEST_BATCH);
            long first = next.getAndAdd(count);
            while (!producers.get(turn).send(first, count)) {
                turn = (turn + 1) % producers.size();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                if (failed()) {
                    return;
                }
            }
        }
        for (Producer producer : producers) {
            producer.close();
        }
    }

    private void watch() {
        int turn = 0;
        while (!stopping) {
            AuditProcess service = services.get(turn = (turn + 1) % services.size());
            try (RawHttp http = new RawHttp(service.port())) {
                RawHttp.Answer answer = http.get("/log/checkpoint", "");
                if (answer.status() == 200) {
                    seen.add(Checkpoint.parse(
                            new String(answer.body(), StandardCharsets.UTF_8).split("\n\n")[0] + "\n"));
                }
            } catch (IOException down) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
