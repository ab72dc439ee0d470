package dev.almanac.forecast.tick;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Does one thing again and again, with a pause in between. What goes wrong is logged; the next time comes all the
/// same.
public final class Ticker {

    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final String name;
    private final Runnable work;
    private final ScheduledExecutorService clock;
    private final AtomicBoolean called = new AtomicBoolean();

    /// @param name of the thread, and in the log
    public Ticker(String name, Runnable work) {
        this.name = name;
        this.work = work;
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /// @param pause 0 for never
    public void start(Duration pause) {
        if (pause.isPositive()) {
            clock.scheduleWithFixedDelay(this::tick, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Does it once more as soon as the thread is free, beside the usual times.
    public void soon() {
        if (called.compareAndSet(false, true)) {
            try {
                clock.execute(() -> {
                    called.set(false);
                    tick();
                });
            } catch (RejectedExecutionException e) {
                LOG.debugf("%s: stopped", name);
            }
        }
    }

    public void stop() {
        clock.shutdownNow();
    }

    private void tick() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf("%s: tried again later: %s", name, e.getMessage());
        } catch (Error e) { // an executor would silently never come back
            LOG.errorf(e, "%s: tried again later", name);
        }
    }
}
