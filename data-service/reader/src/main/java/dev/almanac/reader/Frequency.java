package dev.almanac.reader;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
            Pattern.compile("([1-9]\\d{0,5}|)(s|min|h|D)|W-(?:MON|TUE|WED|THU|FRI|SAT|SUN)");
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /// From times in ascending order, milliseconds since 1970. The most usual step decides, so that gaps are allowed;
    /// calendar units are recognised by their calendar, not by their milliseconds.
    public static Frequency of(long[] times) {
        if (times.length < 3) {
            return IRREGULAR;
        }
        if (isCalendar(times)) {
            return months(times);
        }
        long step = usualStep(times);
        if (step <= 0 || !allMultiples(times, step)) {
            return isBusinessDays(times, step) ? new Frequency("B", 5) : IRREGULAR;
        }
        return isBusinessDays(times, step) ? new Frequency("B", 5) : fixed(step, times[0]);
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
            default -> {
                long step = stepMillis(code);
                int season = step < DAY ? (int) Math.max(1, DAY / step) : step == DAY ? 7 : step == 7 * DAY ? 52 : 1;
                yield new Frequency(code, season);
            }
        };
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
                    case "s" -> 1000;
                    case "min" -> MINUTE;
                    case "h" -> HOUR;
                    default -> DAY;
                };
    }

    /// The time `steps` after `time`.
    public static Instant after(String code, Instant time, long steps, long usualStepMillis) {
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        String unit = code == null ? "" : code;
        LocalDateTime later = switch (unit) {
            case "MS" -> local.plusMonths(steps);
            case "ME" -> endOfMonth(local, steps);
            case "QS" -> local.plusMonths(3 * steps);
            case "QE" -> endOfMonth(local, 3 * steps);
            case "YS" -> local.plusYears(steps);
            case "YE" -> endOfMonth(local, 12 * steps);
            case "B" -> businessDays(local, steps);
            default -> local.plus(steps * usualStepMillis, ChronoUnit.MILLIS);
        };
        return later.toInstant(ZoneOffset.UTC);
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

    private static boolean allMultiples(long[] times, long step) {
        for (int t = 1; t < times.length; t++) {
            if ((times[t] - times[t - 1]) % step != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCalendar(long[] times) {
        boolean starts = true;
        boolean ends = true;
        for (long time : times) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(Math.floorDiv(time, 1000), 0, ZoneOffset.UTC);
            LocalDate day = local.toLocalDate();
            boolean midnight = local.toLocalTime().toSecondOfDay() == 0;
            starts &= midnight && day.getDayOfMonth() == 1;
            ends &= midnight && day.getDayOfMonth() == day.lengthOfMonth();
        }
        return (starts || ends) && usualStep(times) >= 28 * DAY;
    }

    private static Frequency months(long[] times) {
        boolean starts = date(times[0]).getDayOfMonth() == 1;
        long[] steps = new long[times.length - 1];
        for (int t = 1; t < times.length; t++) {
            LocalDate before = date(times[t - 1]);
            LocalDate now = date(times[t]);
            steps[t - 1] = 12L * (now.getYear() - before.getYear()) + now.getMonthValue() - before.getMonthValue();
        }
        Arrays.sort(steps);
        String end = starts ? "S" : "E";
        return switch ((int) steps[(steps.length - 1) / 2]) {
            case 1 -> new Frequency("M" + end, 12);
            case 3 -> new Frequency("Q" + end, 4);
            case 12 -> new Frequency("Y" + end, 1);
            default -> IRREGULAR;
        };
    }

    private static boolean isBusinessDays(long[] times, long step) {
        if (step != DAY || times.length < 6) {
            return false;
        }
        int weekends = 0;
        for (long time : times) {
            weekends += date(time).getDayOfWeek().getValue() > 5 ? 1 : 0;
        }
        return weekends == 0;
    }

    private static Frequency fixed(long step, long first) {
        if (step == 7 * DAY) {
            return new Frequency("W-" + date(first).getDayOfWeek().name().substring(0, 3), 52);
        }
        if (step == DAY) {
            return new Frequency("D", 7);
        }
        if (step == HOUR) {
            return new Frequency("h", 24);
        }
        if (step % DAY == 0) {
            return new Frequency(step / DAY + "D", 1);
        }
        if (step % HOUR == 0) {
            return new Frequency(step / HOUR + "h", (int) Math.max(1, DAY / step));
        }
        return step % MINUTE == 0
                ? new Frequency(step / MINUTE + "min", (int) Math.max(1, DAY / step))
                : new Frequency(step / 1000 + "s", 1);
    }

    private static LocalDateTime endOfMonth(LocalDateTime local, long months) {
        LocalDate day = local.toLocalDate().withDayOfMonth(1).plusMonths(months);
        return day.withDayOfMonth(day.lengthOfMonth()).atTime(local.toLocalTime());
    }

    private static LocalDateTime businessDays(LocalDateTime local, long days) {
        LocalDateTime day = local;
        for (long left = days; left > 0; ) {
            day = day.plusDays(1);
            left -= day.getDayOfWeek().getValue() > 5 ? 0 : 1;
        }
        return day;
    }

    private static LocalDate date(long time) {
        return LocalDate.ofEpochDay(Math.floorDiv(time, DAY));
    }
}
