package dev.almanac.gateway.proxy;

/// Retries are a fifth of the requests at most, so that they do not finish off a service that is in trouble; a few a
/// second are always there, so that a quiet gateway can retry at all. Thread-safe.
final class RetryBudget {

    private static final double SHARE = 0.2;
    private static final double MOST = 100;
    private static final double ALWAYS = 10;
    private static final double ALWAYS_PER_NANO = 5e-9;

    private double balance = ALWAYS;
    private long last;

    RetryBudget(long now) {
        this.last = now;
    }

    synchronized void asked() {
        balance = Math.min(MOST, balance + SHARE);
    }

    /// @param now nanoseconds of a clock that never goes back
    synchronized boolean spend(long now) {
        if (balance < ALWAYS) {
            balance = Math.min(ALWAYS, balance + (now - last) * ALWAYS_PER_NANO);
        }
        last = now;
        if (balance < 1) {
            return false;
        }
        balance--;
        return true;
    }
}
