package dev.almanac.gateway.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;

/// Fires once if it was started and not met in time; used on one event loop.
final class Deadline {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Duration within;
    private final Runnable late;
    private long timer = NONE;
    private boolean met;

    Deadline(Vertx vertx, Duration within, Runnable late) {
        this.vertx = vertx;
        this.within = within;
        this.late = late;
    }

    void start() {
        if (!met) {
            timer = vertx.setTimer(within.toMillis(), ignored -> late.run());
        }
    }

    void met() {
        met = true;
        if (timer != NONE) {
            vertx.cancelTimer(timer);
        }
    }
}
