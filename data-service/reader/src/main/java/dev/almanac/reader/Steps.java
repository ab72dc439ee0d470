package dev.almanac.reader;

import java.util.Map;
import java.util.TreeMap;

/// How often each length of step occurs; bounded, since a series on a calendar has few different ones.
final class Steps {

    private static final int MOST_LENGTHS = 4_096;

    private final Map<Long, Long> counts = new TreeMap<>();
    private long last;
    private long lastCount;
    private long total;
    private boolean overflown;

    void add(long step) {
        total++;
        if (step == last && lastCount > 0) {
            lastCount++;
            return;
        }
        flush();
        last = step;
        lastCount = 1;
    }

    private void flush() {
        if (lastCount > 0 && (counts.size() < MOST_LENGTHS || counts.containsKey(last))) {
            counts.merge(last, lastCount, Long::sum);
        } else {
            overflown |= lastCount > 0;
        }
        lastCount = 0;
    }

    /// The (lower) median step; 0 when there is none.
    long usual() {
        flush();
        long before = 0;
        for (Map.Entry<Long, Long> each : counts.entrySet()) {
            before += each.getValue();
            if (before * 2 >= total) {
                return each.getKey();
            }
        }
        return 0;
    }

    /// Whether every step is a whole number of steps of that length.
    boolean areMultiplesOf(long step) {
        flush();
        return !overflown && step > 0 && counts.keySet().stream().allMatch(each -> each % step == 0);
    }

    /// How many steps of that length are left out.
    long leftOut(long step) {
        flush();
        return counts.entrySet().stream()
                .mapToLong(each -> (each.getKey() / step - 1) * each.getValue())
                .sum();
    }
}
