package dev.almanac.engine;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/// Stops fits while they search: whoever begins says who watches, and searches that last ask before each look at the
/// whole series. Bound to the thread, since a fit never leaves it, so that no method needs to hand the watch on.
final class Cancellation {

    private static final ThreadLocal<Watch> WATCH = ThreadLocal.withInitial(() -> Watch.NONE);

    private Cancellation() {}

    /// Does work under a watch.
    static <T> T heeding(Watch watch, Supplier<T> work) {
        Watch before = WATCH.get();
        WATCH.set(watch);
        try {
            return work.get();
        } finally {
            WATCH.set(before);
        }
    }

    /// Who watches what this thread does.
    static Watch watch() {
        return WATCH.get();
    }

    /// @throws CancellationException when whoever watches says so
    static void check() {
        if (watch().cancelled()) {
            throw new CancellationException();
        }
    }
}
