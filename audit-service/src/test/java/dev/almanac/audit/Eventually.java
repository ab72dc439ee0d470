package dev.almanac.audit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assertions;

/// Waits for what comes by itself, looking often.
public final class Eventually {

    private static final long LONGEST_SECONDS = 30;

    private Eventually() {}

    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void holds(String what, Condition condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        try {
            while (!condition.holds()) {
                Assertions.assertTrue(System.nanoTime() < until, "Not in time: " + what);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
