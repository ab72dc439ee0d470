package dev.almanac.journeys;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Looks again and again until something is so.
final class Await {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Await() {}

    static void until(String what, long seconds, Callable<Boolean> condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (!condition.call()) {
                if (System.nanoTime() > limit) {
                    throw new AssertionError("Not within " + seconds + " s: " + what);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
