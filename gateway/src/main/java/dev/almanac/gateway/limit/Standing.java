package dev.almanac.gateway.limit;

/// Where a caller stands with one limit.
///
/// @param remaining requests that may follow at once
/// @param resetSeconds until the next one is there again; 0 while none was used
public record Standing(Policy policy, long remaining, long resetSeconds) {

    private static final double NANOS = 1e9;

    /// @param ahead how far the next arrival lies ahead of the clock, nanoseconds
    static Standing of(Policy policy, long ahead) {
        long emission = policy.emissionNanos();
        long remaining = Math.max(0, (policy.burstNanos() - ahead) / emission);
        long next = ahead <= 0 ? 0 : ahead - (policy.quota() - remaining - 1) * emission;
        return new Standing(policy, remaining, (long) Math.ceil(Math.max(0, next) / NANOS));
    }

    /// The entry of `RateLimit`.
    String field() {
        return "\"" + policy.name() + "\";r=" + remaining + ";t=" + resetSeconds;
    }
}
