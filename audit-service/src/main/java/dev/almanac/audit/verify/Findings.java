package dev.almanac.audit.verify;

import java.util.ArrayList;
import java.util.List;

/// Collects findings: all are counted, the first are kept.
final class Findings {

    private static final int MOST = 200;

    private final List<Finding> kept = new ArrayList<>();
    private long count;

    void add(String table, String row, String problem) {
        count++;
        if (kept.size() < MOST) {
            kept.add(new Finding(table, row, problem));
        }
    }

    long count() {
        return count;
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }
}
