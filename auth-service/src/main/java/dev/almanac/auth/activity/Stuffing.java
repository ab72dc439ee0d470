package dev.almanac.auth.activity;

import dev.almanac.kit.AddressKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts, per address, the different accounts at which it failed lately. Kept in memory of one process and bounded:
/// each replica sees its share of an attack.
@ApplicationScoped
class Stuffing {

    private static final int MOST_ADDRESSES = 20_000;
    private static final int MOST_NAMES = 1_000;

    private final int threshold;
    private final Duration window;

    /// The oldest address leaves first.
    private final LinkedHashMap<String, Map<Integer, Instant>> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<Integer, Instant>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    Stuffing(ActivityConfig config) {
        this.threshold = config.stuffedAccounts();
        this.window = config.stuffingWindow();
    }

    /// @return whether the address became suspect by this failure
    synchronized boolean failed(String address, String name, Instant now) {
        Map<Integer, Instant> names = failures.computeIfAbsent(AddressKey.of(address), unknown -> new HashMap<>());
        names.values().removeIf(time -> time.isBefore(now.minus(window)));
        boolean before = names.size() >= threshold;
        if (names.size() < MOST_NAMES) {
            names.put(name.hashCode(), now);
        }
        return !before && names.size() >= threshold;
    }

    synchronized boolean isSuspect(String address, Instant now) {
        Map<Integer, Instant> names = failures.get(AddressKey.of(address));
        return names != null
                && names.values().stream()
                                .filter(time -> time.isAfter(now.minus(window)))
                                .count()
                        >= threshold;
    }
}
