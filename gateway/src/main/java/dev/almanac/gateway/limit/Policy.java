package dev.almanac.gateway.limit;

import java.time.Duration;

/// So many requests in so much time, spread evenly, with all of them at once as the largest burst.
///
/// @param name as the answer's header fields show it
public record Policy(String name, long quota, Duration window) {

    public Policy {
        if (quota < 1 || window.toSeconds() < 1) {
            throw new IllegalArgumentException("A limit needs at least one request in at least one second: " + name);
        }
    }

    /// Such as `100 requests in 60 s`.
    public String inWords() {
        return "%d requests in %d s".formatted(quota, window.toSeconds());
    }

    long emissionNanos() {
        return Math.max(1, window.toNanos() / quota);
    }
}
