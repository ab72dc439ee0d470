package dev.almanac.forecast.job;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// The time in which a task whose worker vanished shows whether it ends this one too: until there is progress, the task
/// is over, or it has gone well for a while. A process has one such task on trial at a time: what ends it again ends it
/// alone, and tasks that were only beside it are not parked with it.
final class Trial {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// Of a task that nothing is held against.
    static final Trial NONE = new Trial(() -> {});

    private final Runnable end;
    private final AtomicBoolean over = new AtomicBoolean();
    private final long begun = System.nanoTime();

    /// @param end told once
    Trial(Runnable end) {
        this.end = end;
    }

    /// @param results that were kept just now
    void goesOn(int results) {
        if (results > 0 || System.nanoTime() - begun > LONGEST.toNanos()) {
            over();
        }
    }

    void over() {
        if (over.compareAndSet(false, true)) {
            end.run();
        }
    }
}
