package dev.almanac.forecast.sandbox;

import java.time.LocalDate;
import java.util.List;

/// What the advice is expected to save, in the unit of the prices. A session that was weighed again looks at the same
/// hours again, so each session counts with its last evaluation.
///
/// @param actions evaluations
/// @param targets whose prices may have different units, most saved first
public record SavingsView(long actions, double expectedSaving, List<Day> days, List<OfTarget> targets) {

    /// One target over the whole time.
    public record OfTarget(String target, long actions, double expectedSaving) {}

    /// One day, UTC.
    public record Day(LocalDate day, long actions, long stay, long switched, long fellBack, double expectedSaving) {}

    static SavingsView of(List<Day> days, List<OfTarget> targets) {
        return new SavingsView(
                days.stream().mapToLong(Day::actions).sum(),
                days.stream().mapToDouble(Day::expectedSaving).sum(),
                days,
                targets);
    }
}
