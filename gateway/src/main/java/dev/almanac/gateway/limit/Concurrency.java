package dev.almanac.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How many of something one caller has open at a time. Thread-safe.
public final class Concurrency {

    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();
    private final int most;

    public Concurrency(int most) {
        this.most = most;
    }

    public int most() {
        return most;
    }

    /// @return false when the caller has as many as they may; else [#leave] must follow once
    public boolean enter(String caller) {
        boolean[] entered = new boolean[1];
        open.compute(caller, (key, now) -> {
            int before = now == null ? 0 : now;
            entered[0] = before < most;
            return entered[0] ? Integer.valueOf(before + 1) : now;
        });
        return entered[0];
    }

    public void leave(String caller) {
        open.computeIfPresent(caller, (key, now) -> now == 1 ? null : now - 1);
    }
}
