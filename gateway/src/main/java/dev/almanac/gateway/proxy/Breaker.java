package dev.almanac.gateway.proxy;

/// Stops asking a service that only fails: after so many failures in a row it admits one probe a second, until one
/// succeeds. Thread-safe.
final class Breaker {

    private static final int FAILURES_TO_OPEN = 20;
    private static final long PROBE_NANOS = 1_000_000_000L;

    private int failures;
    private long nextProbe;

    /// @param now nanoseconds of a clock that never goes back
    synchronized boolean admits(long now) {
        if (failures < FAILURES_TO_OPEN) {
            return true;
        }
        if (now - nextProbe < 0) {
            return false;
        }
        nextProbe = now + PROBE_NANOS;
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed(long now) {
        if (++failures == FAILURES_TO_OPEN) {
            nextProbe = now + PROBE_NANOS;
        }
    }
}
