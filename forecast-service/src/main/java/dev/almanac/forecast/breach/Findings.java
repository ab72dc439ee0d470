package dev.almanac.forecast.breach;

import java.util.ArrayList;
import java.util.List;

/// What a version of a dataset tells of a forecast, series by series. The first values outside are kept, all of them
/// are counted: a forecast of very many series that is wholly wrong fits all the same.
final class Findings {

    private static final int KEPT = 10_000;

    private final List<Promise.Breach> breaches = new ArrayList<>();
    private double level;
    private int series;
    private int promised;
    private int arrived;
    private int outside;

    void add(Promise promise, Promise.Kept kept) {
        level = promise.level();
        series++;
        promised += promise.times().size();
        arrived += kept.arrived();
        outside += kept.outside().size();
        kept.outside().stream().limit(KEPT - breaches.size()).forEach(breaches::add);
    }

    /// Whether nothing more can come.
    ///
    /// @param forecast how many series the forecast speaks of
    boolean isWhole(int forecast) {
        return series == forecast && arrived == promised;
    }

    /// Whether a series of the forecast was there at all.
    boolean speaks() {
        return series > 0;
    }

    /// Percent; 0 while nothing was added.
    double level() {
        return level;
    }

    int arrived() {
        return arrived;
    }

    int outside() {
        return outside;
    }

    List<Promise.Breach> breaches() {
        return breaches;
    }
}
