package dev.almanac.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The generic cell rate algorithm: one number a key, the theoretical arrival time of the next request.
/// Source: ITU-T I.371, annex A (virtual scheduling).
final class Gcra {

    private static final double NANOS = 1e9;

    private final ConcurrentMap<String, Long> arrivals = new ConcurrentHashMap<>();

    /// Counts one request if it is allowed.
    ///
    /// @param now nanoseconds of a clock that never goes back
    Decision ask(Policy policy, String key, long now) {
        long emission = policy.emissionNanos();
        long burst = emission * policy.quota();
        String slot = policy.name() + ' ' + key;
        long[] before = new long[1];
        arrivals.compute(slot, (ignored, known) -> {
            long arrival = known == null ? now : Math.max(known, now);
            before[0] = arrival;
            return arrival + emission - now <= burst ? Long.valueOf(arrival + emission) : known;
        });
        long ahead = before[0] + emission - now;
        if (ahead > burst) {
            return new Decision.Refused(policy, Math.max(1, (long) Math.ceil((ahead - burst) / NANOS)));
        }
        return new Decision.Allowed(policy, (burst - ahead) / emission, (long) Math.ceil(emission / NANOS));
    }

    /// Forgets keys whose time is over: they stand where a new key would.
    void sweep(long now) {
        arrivals.values().removeIf(arrival -> arrival <= now);
    }

    int size() {
        return arrivals.size();
    }
}
