package dev.almanac.gateway.limit;

import java.time.Duration;

/// So many requests in so much time, spread evenly, with all of them at once as the largest burst.
///
/// @param name as the answer's header fields show it
/// @param field the entry of `RateLimit-Policy`, draft-ietf-httpapi-ratelimit-headers-11, section 3
public record Policy(String name, long quota, Duration window, String field) {

    private static final Duration LASTING = Duration.ofHours(1);

    public Policy {
        if (quota < 1 || window.toSeconds() < 1) {
            throw new IllegalArgumentException("A limit needs at least one request in at least one second: " + name);
        }
    }

    public static Policy of(String name, long quota, Duration window) {
        return new Policy(name, quota, window, "\"%s\";q=%d;w=%d".formatted(name, quota, window.toSeconds()));
    }

    /// The same limit with another number of requests.
    public Policy withQuota(long other) {
        return other == quota ? this : of(name, other, window);
    }

    /// What one of several gateways grants while they cannot speak to each other; at least one.
    Policy dividedBy(int replicas) {
        return withQuota(Math.max(1, quota / replicas));
    }

    /// Whether it must outlive a restart: of an hour or longer.
    public boolean isLasting() {
        return window.compareTo(LASTING) >= 0;
    }

    /// Such as `100 requests in 60 s`.
    public String inWords() {
        return "%d requests in %d s".formatted(quota, window.toSeconds());
    }

    /// The time that one request uses up.
    long emissionNanos() {
        return Math.max(1, window.toNanos() / quota);
    }

    /// How far ahead of the clock the next arrival may lie.
    long burstNanos() {
        return emissionNanos() * quota;
    }
}
