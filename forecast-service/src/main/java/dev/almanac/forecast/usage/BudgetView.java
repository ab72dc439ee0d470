package dev.almanac.forecast.usage;

/// A budget and where it stands this month, UTC, in units.
///
/// @param soft past it people are told; absent for none
/// @param hard past it nothing more is begun; absent for none
/// @param imposed whether an administrator has set it
/// @param used charged this month
/// @param reserved of jobs that wait or run, and of calls that are being computed
/// @param left to the hard limit; absent without one
public record BudgetView(Long soft, Long hard, boolean imposed, long used, long reserved, Long left) {

    static BudgetView of(Long soft, Long hard, boolean imposed, long used, long reserved) {
        return new BudgetView(
                soft, hard, imposed, used, reserved, hard == null ? null : Math.max(0, hard - used - reserved));
    }

    /// As it was before a job was on its way.
    BudgetView without(long units) {
        return of(soft, hard, imposed, used, reserved - units);
    }

    boolean isPastSoft(long units) {
        return soft != null && units > soft;
    }

    boolean hasRoomFor(long units) {
        return hard == null || used + reserved + units <= hard;
    }
}
