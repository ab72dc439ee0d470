package dev.almanac.reader;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often a series is observed, by the names that pandas uses.
///
/// @param code such as `MS` (month starts), `D`, `h`; null when the steps fit no calendar
/// @param seasonLength observations in the season that is usual for the code
public record Frequency(String code, int seasonLength) {

    public static final Frequency IRREGULAR = new Frequency(null, 1);

    private static final Pattern FIXED =
            Pattern.compile("([1-9]\\d{0,5}|)(ms|s|min|h|D)|W-(?:MON|TUE|WED|THU|FRI|SAT|SUN)");
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /// Of times in ascending order, milliseconds since 1970, on the calendar of UTC.
    public static Frequency of(long[] times) {
        SeriesCensus census = new SeriesCensus("UTC");
        for (long time : times) {
            census.add(time, 0);
        }
        return census.frequency();
    }

    /// The frequency that pandas calls `code`.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public static Frequency named(String code) {
        return switch (code) {
            case "MS", "ME" -> new Frequency(code, 12);
            case "QS", "QE" -> new Frequency(code, 4);
            case "YS", "YE" -> new Frequency(code, 1);
            case "B" -> new Frequency(code, 5);
            default -> new Frequency(code, season(stepMillis(code)));
        };
    }

    private static int season(long step) {
        return step < DAY ? (int) Math.max(1, DAY / step) : step == DAY ? 7 : step == 7 * DAY ? 52 : 1;
    }

    /// The length of one step of a frequency that is not of the calendar, such as `15min` or `W-MON`.
    ///
    /// @throws IllegalArgumentException when `code` is not one
    public static long stepMillis(String code) {
        Matcher matcher = FIXED.matcher(code);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("No frequency is called '" + code + "'");
        }
        if (matcher.group(1) == null) {
            return 7 * DAY;
        }
        long count = matcher.group(1).isEmpty() ? 1 : Long.parseLong(matcher.group(1));
        return count
                * switch (matcher.group(2)) {
                    case "ms" -> 1;
                    case "s" -> SECOND;
                    case "min" -> MINUTE;
                    case "h" -> HOUR;
                    default -> DAY;
                };
    }

    /// The time `steps` after `time`, on the calendar of UTC.
    public static Instant after(String code, Instant time, long steps, long usualStepMillis) {
        return after(code, time, steps, usualStepMillis, ZoneOffset.UTC);
    }

    /// The time `steps` after `time`: days and longer units on the wall clock of the zone, shorter ones on none.
    ///
    /// @param code null for steps of `usualStepMillis`
    public static Instant after(String code, Instant time, long steps, long usualStepMillis, ZoneId zone) {
        if (code == null || code.endsWith("h") || code.endsWith("min") || code.endsWith("s")) {
            return time.plusMillis(steps * usualStepMillis);
        }
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        LocalDateTime later = switch (code) {
            case "MS" -> local.plusMonths(steps);
            case "ME" -> endOfMonth(local, steps);
            case "QS" -> local.plusMonths(3 * steps);
            case "QE" -> endOfMonth(local, 3 * steps);
            case "YS" -> local.plusYears(steps);
            case "YE" -> endOfMonth(local, 12 * steps);
            case "B" -> businessDays(local, steps);
            default -> local.plusDays(steps * (stepMillis(code) / DAY));
        };
        return later.atZone(zone).toInstant();
    }

    /// The (lower) median step in milliseconds.
    public static long usualStep(long[] times) {
        if (times.length < 2) {
            return DAY;
        }
        long[] steps = new long[times.length - 1];
        for (int t = 1; t < times.length; t++) {
            steps[t - 1] = times[t] - times[t - 1];
        }
        Arrays.sort(steps);
        return steps[(steps.length - 1) / 2];
    }

    /// @param usual the usual number of months in a step
    static Frequency ofMonths(long usual, Steps months, boolean starts) {
        String end = starts ? "S" : "E";
        if (!months.areMultiplesOf(usual)) {
            return IRREGULAR;
        }
        return switch ((int) usual) {
            case 1 -> named("M" + end);
            case 3 -> named("Q" + end);
            case 12 -> named("Y" + end);
            default -> IRREGULAR;
        };
    }

    static Frequency weekly(DayOfWeek day) {
        return named("W-" + day.name().substring(0, 3));
    }

    /// @param step in milliseconds
    static Frequency fixed(long step) {
        long[] units = {DAY, HOUR, MINUTE, SECOND, 1};
        String[] names = {"D", "h", "min", "s", "ms"};
        for (int i = 0; i < units.length; i++) {
            if (step >= units[i] && step % units[i] == 0) {
                long count = step / units[i];
                return count > 999_999 ? IRREGULAR : named((count == 1 ? "" : Long.toString(count)) + names[i]);
            }
        }
        return IRREGULAR;
    }

    private static LocalDateTime endOfMonth(LocalDateTime local, long months) {
        LocalDate day = local.toLocalDate().withDayOfMonth(1).plusMonths(months);
        return day.withDayOfMonth(day.lengthOfMonth()).atTime(local.toLocalTime());
    }

    private static LocalDateTime businessDays(LocalDateTime local, long days) {
        LocalDateTime day = local.plusDays(7 * (days / 5));
        for (long left = days % 5; left > 0; ) {
            day = day.plusDays(1);
            left -= day.getDayOfWeek().getValue() > 5 ? 0 : 1;
        }
        return day;
    }
}
