package dev.almanac.forecast.sandbox;

import java.time.LocalDate;
import java.util.List;

/// What the advice is expected to save, in the unit of the prices.
///
/// @param actions evaluations
public record SavingsView(long actions, double expectedSaving, List<Day> days) {

    /// One day, UTC.
    public record Day(LocalDate day, long actions, long stay, long switched, long fellBack, double expectedSaving) {}

    static SavingsView of(List<Day> days) {
        return new SavingsView(
                days.stream().mapToLong(Day::actions).sum(),
                days.stream().mapToDouble(Day::expectedSaving).sum(),
                days);
    }
}
