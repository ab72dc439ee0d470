package dev.almanac.reader;

/// Dates of the proleptic Gregorian calendar as days since 1970-01-01, without objects. The arithmetic is that of
/// Howard Hinnant, "chrono-compatible low-level date algorithms" (2013), and agrees with `java.time.LocalDate`.
final class CivilDate {

    static final long DAY_MILLIS = 86_400_000L;

    /// What is no date.
    static final long NONE = Long.MIN_VALUE;

    private CivilDate() {}

    /// @return days since 1970-01-01, or [#NONE] when the calendar has no such day
    static long epochDay(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
            return NONE;
        }
        int shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /// The Monday of an ISO week.
    ///
    /// @return days since 1970-01-01, or [#NONE] when the year has no such week
    static long ofWeek(int year, int week, int dayOfWeek) {
        long fourth = epochDay(year, 1, 4);
        long monday = fourth - Math.floorMod(fourth + 3, 7);
        long day = monday + 7L * (week - 1);
        boolean inYear = week >= 1 && week <= 53 && day + 3 < epochDay(year + 1, 1, 1);
        return inYear && dayOfWeek >= 1 && dayOfWeek <= 7 ? day + dayOfWeek - 1 : NONE;
    }

    private static int lengthOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }
}
