package dev.almanac.forecast.tick;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Does one thing again and again, with a pause in between. What goes wrong is logged; the next time comes all the
/// same.
public final class Ticker {

    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final String name;
    private final Runnable work;
    private final ScheduledExecutorService clock;

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
