package dev.almanac.forecast.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes this process's idle workers as soon as a job is queued here; jobs of other processes are found by looking.
@ApplicationScoped
class WorkerSignal {

    private final Semaphore calls = new Semaphore(0);

    void jobsMayWait() {
        calls.release();
    }

    void await(Duration longest) throws InterruptedException {
        if (calls.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            calls.drainPermits();
        }
    }
}
