package dev.almanac.reader;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What there is to know of one series' times and zeros, gathered in one pass and in bounded memory. Times come in
/// order; equal ones count once for the steps.
public final class SeriesCensus {

    private static final int MOST_GAPS = 64;
    private static final int SHORTEST_MONTH = 28;
    private static final int MONDAY = 3; // days from the Monday before 1970-01-01 to it
    private static final int FEWEST_BUSINESS_DAYS = 6;

    private final ZoneClock clock;
    private final Steps instants = new Steps();
    private final Steps days = new Steps();
    private final Steps months = new Steps();
    private final Steps workdays = new Steps();
    private final List<long[]> gaps = new ArrayList<>();
    private long count;
    private long distinct;
    private long duplicates;
    private long missingValues;
    private long leadingZeros;
    private boolean onlyZeros = true;
    private boolean sameTimeOfDay = true;
    private boolean sameMonthDay = true;
    private int monthDay;
    private boolean monthEnds = true;
    private boolean weekends;
    private long smallest = Long.MAX_VALUE;
    private long first;
    private long last;
    private long lastLocal;
    private long epochDay = Long.MIN_VALUE;
    private int dayOfMonth;
    private int lengthOfMonth;

    /// @param zone whose calendar days count
    public SeriesCensus(String zone) {
        this.clock = new ZoneClock(ZoneId.of(zone));
    }

    /// @param time milliseconds since 1970, not before the last one
    /// @param value NaN when missing
    public void add(long time, double value) {
        missingValues += Double.isNaN(value) ? 1 : 0;
        onlyZeros &= value == 0;
        leadingZeros += onlyZeros ? 1 : 0;
        if (count++ > 0 && time == last) {
            duplicates++;
            return;
        }
        long local = clock.local(time);
        long day = Math.floorDiv(local, CivilDate.DAY_MILLIS);
        long before = epochDay;
        moveTo(day);
        monthDay = distinct == 0 ? dayOfMonth : monthDay;
        sameMonthDay &= dayOfMonth == monthDay && dayOfMonth <= SHORTEST_MONTH;
        monthEnds &= dayOfMonth == lengthOfMonth;
        weekends |= Math.floorMod(day + MONDAY, 7) >= 5;
        if (distinct++ == 0) {
            first = time;
        } else {
            step(time, local, before, day);
        }
        last = time;
        lastLocal = local;
    }

    /// Most observations are of the day after the last one.
    private void moveTo(long day) {
        if (day == epochDay + 1 && dayOfMonth < lengthOfMonth) {
            dayOfMonth++;
        } else if (day != epochDay) {
            LocalDate date = LocalDate.ofEpochDay(day);
            dayOfMonth = date.getDayOfMonth();
            lengthOfMonth = date.lengthOfMonth();
        }
        epochDay = day;
    }

    private void step(long time, long local, long before, long day) {
        instants.add(time - last);
        sameTimeOfDay &= Math.floorMod(local, CivilDate.DAY_MILLIS) == Math.floorMod(lastLocal, CivilDate.DAY_MILLIS);
        if (sameTimeOfDay) {
            days.add(day - before);
            if (!weekends) {
                workdays.add(workdays(before, day));
            }
            if (sameMonthDay || monthEnds) {
                months.add(ChronoUnit.MONTHS.between(month(before), month(day)));
            }
        }
        if (time - last > smallest && gaps.size() < MOST_GAPS) {
            gaps.add(new long[] {lastLocal, local});
        }
        smallest = Math.min(smallest, time - last);
    }

    private static YearMonth month(long day) {
        return YearMonth.from(LocalDate.ofEpochDay(day));
    }

    /// Days from Monday to Friday between two of them.
    private static long workdays(long from, long to) {
        long weeks = Math.floorDiv(to + MONDAY, 7) - Math.floorDiv(from + MONDAY, 7);
        return to - from - 2 * weeks;
    }

    /// The most usual step decides, so that gaps are allowed; calendar units are recognised by their calendar, not by
    /// their milliseconds.
    public Frequency frequency() {
        if (distinct < 3) {
            return Frequency.IRREGULAR;
        }
        if (!sameTimeOfDay) {
            long step = instants.usual();
            return instants.areMultiplesOf(step) && step < CivilDate.DAY_MILLIS
                    ? Frequency.fixed(step)
                    : Frequency.IRREGULAR;
        }
        long step = days.usual();
        if ((sameMonthDay || monthEnds) && step >= SHORTEST_MONTH) {
            return Frequency.ofMonths(months.usual(), months, sameMonthDay);
        }
        if (step == 1 && !weekends && distinct >= FEWEST_BUSINESS_DAYS) {
            return Frequency.named("B");
        }
        if (step == 7 && days.areMultiplesOf(7)) {
            return Frequency.weekly(LocalDate.ofEpochDay(epochDay).getDayOfWeek());
        }
        return days.areMultiplesOf(step) ? Frequency.fixed(step * CivilDate.DAY_MILLIS) : Frequency.IRREGULAR;
    }

    /// Times that the frequency has between the first and the last, and the series has not; 0 without a frequency.
    public long missing() {
        String code = frequency().code();
        if (code == null) {
            return 0;
        }
        return switch (code) {
            case "MS", "ME", "QS", "QE", "YS", "YE" -> months.leftOut(months.usual());
            case "B" -> workdays.leftOut(1);
            default -> sameTimeOfDay ? days.leftOut(days.usual()) : instants.leftOut(instants.usual());
        };
    }

    /// The usual step in milliseconds; a day when there is none.
    public long usualStep() {
        return distinct < 2 ? CivilDate.DAY_MILLIS : instants.usual();
    }

    public long count() {
        return count;
    }

    /// Observations at a time that another one has.
    public long duplicates() {
        return duplicates;
    }

    public long missingValues() {
        return missingValues;
    }

    /// Zeros before the first other value.
    public long leadingZeros() {
        return leadingZeros;
    }

    public long first() {
        return first;
    }

    public long last() {
        return last;
    }

    /// Pairs of wall-clock times within days that follow each other at more than the usual step; the first of them.
    List<long[]> gaps() {
        long step = instants.usual();
        return gaps.stream().filter(gap -> gap[1] - gap[0] > step).toList();
    }
}
