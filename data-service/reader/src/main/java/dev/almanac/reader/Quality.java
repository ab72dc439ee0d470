package dev.almanac.reader;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Gathers, series by series, what the owner of a dataset should know about its times. Gaps and repeats that a change
/// of the clock explains are told apart from others.
public final class Quality {

    private static final int MOST_FINDINGS_OF_A_KIND = 20;
    private static final int FEWEST_OBSERVATIONS = 4;
    private static final int FEWEST_LEADING_ZEROS = 3;
    private static final int MOST_CLOCK_TIMES = 4_096;
    private static final long LATEST_CHANGE = 4 * 3_600_000L;

    private static final List<String> USUAL_ZONES = List.of(
            "Europe/Berlin",
            "Europe/London",
            "America/New_York",
            "America/Chicago",
            "America/Los_Angeles",
            "Australia/Sydney");

    private final String zone;
    private final boolean wallClock;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> told = new TreeMap<>();
    private final Map<Long, String> clockTimes = new HashMap<>();
    private SeriesCensus census;
    private Frequency common;
    private boolean commonKnown;
    private boolean differ;
    private long series;
    private long duplicates;
    private long duplicatesInFolds;
    private long missing;
    private long gapsOfTheClock;
    private LocalDateTime clockExample;
    private String clockZone;
    private long lastTime = Long.MIN_VALUE;
    private boolean differentEnds;
    private long repeated;
    private double lastValue;
    private long differing;
    private long foldsOfSeries;

    /// @param wallClock whether times were read without any offset, so that the zone is an assumption
    public Quality(String zone, boolean wallClock) {
        this.zone = zone;
        this.wallClock = wallClock && ZoneId.of(zone).getRules().isFixedOffset();
    }

    public void begin() {
        census = new SeriesCensus(zone);
        repeated = Long.MIN_VALUE;
        foldsOfSeries = 0;
    }

    public void take(long time, double value) {
        if (time == repeated) {
            boolean fold = wallClock && isFold(time);
            foldsOfSeries += fold ? 1 : 0;
            duplicates += fold ? 0 : 1;
            differing += Double.compare(value, lastValue) == 0 ? 0 : 1;
        }
        repeated = time;
        lastValue = value;
        census.add(time, value);
    }

    /// @return what is known of the series that ends here
    public SeriesCensus end(String name) {
        Frequency frequency = census.frequency();
        if (census.count() >= FEWEST_OBSERVATIONS || series == 0) {
            differ |= commonKnown && !frequency.equals(common);
            common = commonKnown ? common : frequency;
            commonKnown |= census.count() >= FEWEST_OBSERVATIONS;
        }
        differentEnds |= series > 0 && census.last() != lastTime;
        lastTime = series == 0 ? census.last() : lastTime;
        series++;
        boolean daily = census.usualStep() >= CivilDate.DAY_MILLIS;
        duplicatesInFolds += daily ? 0 : foldsOfSeries;
        duplicates += daily ? foldsOfSeries : 0;
        if (census.count() < FEWEST_OBSERVATIONS) {
            tell(
                    "TOO_SHORT",
                    name,
                    census.count(),
                    "has " + census.count() + " observations, too few for more than its mean");
            return census;
        }
        if (frequency.code() == null) {
            tell("IRREGULAR", name, null, "has no regular step");
        }
        if (census.leadingZeros() >= FEWEST_LEADING_ZEROS && census.leadingZeros() < census.count()) {
            tell("LEADING_ZEROS", name, census.leadingZeros(), "begins with " + census.leadingZeros() + " zeros");
        }
        gaps(frequency);
        return census;
    }

    private void gaps(Frequency frequency) {
        long clock = 0;
        if (wallClock && frequency.code() != null && census.usualStep() < CivilDate.DAY_MILLIS) {
            for (long[] gap : census.gaps()) {
                if (isSkipped(gap[0] + census.usualStep(), gap[1])) {
                    clock += (gap[1] - gap[0]) / census.usualStep() - 1;
                }
            }
        }
        gapsOfTheClock += clock;
        missing += census.missing() - clock;
    }

    /// Whether some zone's clock skips all of the times from one to before the other.
    private boolean isSkipped(long from, long to) {
        return isOfTheClock(
                from,
                rules -> rules.getValidOffsets(LocalZone.dateTime(from)).isEmpty()
                        && rules.getValidOffsets(LocalZone.dateTime(to - 1)).isEmpty());
    }

    private boolean isFold(long time) {
        return isOfTheClock(
                time, rules -> rules.getValidOffsets(LocalZone.dateTime(time)).size() > 1);
    }

    /// Zones are many, and the same time comes in many series: what was found is kept.
    private boolean isOfTheClock(long time, Predicate<ZoneRules> changes) {
        if (Math.floorMod(time, CivilDate.DAY_MILLIS) >= LATEST_CHANGE) {
            return false;
        }
        String known = clockTimes.get(time);
        if (known == null && clockTimes.size() < MOST_CLOCK_TIMES) {
            known = Stream.concat(
                            USUAL_ZONES.stream(),
                            ZoneId.getAvailableZoneIds().stream().sorted())
                    .filter(id -> changes.test(ZoneId.of(id).getRules()))
                    .findFirst()
                    .orElse("");
            clockTimes.put(time, known);
        }
        boolean found = known != null && !known.isEmpty();
        if (found && clockExample == null) {
            clockExample = LocalZone.dateTime(time);
            clockZone = known;
        }
        return found;
    }

    private void tell(String code, String name, Long count, String what) {
        if (told.merge(code, 1, Integer::sum) <= MOST_FINDINGS_OF_A_KIND) {
            findings.add(Finding.ofSeries(code, name, count, "'" + name + "' " + what));
        }
    }

    /// Observations at a time that another one of their series has, those of a change of the clock left out.
    public long repeats() {
        return duplicates;
    }

    public long series() {
        return series;
    }

    /// Of all series that are long enough to have one where they agree, else null.
    public Frequency common() {
        return differ ? null : common;
    }

    /// @param unsorted whether rows came out of order
    public List<Finding> findings(boolean unsorted) {
        List<Finding> all = new ArrayList<>();
        if (unsorted) {
            all.add(Finding.ofFile("UNSORTED", "Rows were not in order of time; they are now"));
        }
        if (duplicates > 0) {
            all.add(Finding.counted(
                            "DUPLICATE_TIMESTAMPS",
                            duplicates,
                            duplicates + " observations have a time that another one of their series has"
                                    + (differing == 0 ? ", with the same value" : "")
                                    + "; the last one counts unless you choose")
                    .with(Fixes.duplicateFixes()));
        }
        if (missing > 0) {
            all.add(Finding.counted(
                            "MISSING_DATES",
                            missing,
                            missing + " times are missing between the first and the last of their series")
                    .with(Fixes.gapFixes()));
        }
        if (gapsOfTheClock > 0) {
            all.add(clock(
                    "DST_GAP_OR_MISSING",
                    gapsOfTheClock,
                    "is missing: either the clock skips it, or the data lack it"));
        }
        if (duplicatesInFolds > 0) {
            all.add(
                    clock(
                            "DST_FOLD_OR_DUPLICATE",
                            duplicatesInFolds,
                            "comes twice: either the clock shows it twice, or it is a duplicate; please name the time zone or say how to combine them"));
        }
        if (differentEnds) {
            all.add(Finding.ofFile("DIFFERENT_ENDS", "Series end at different times"));
        }
        all.addAll(findings);
        told.forEach((code, count) -> {
            if (count > MOST_FINDINGS_OF_A_KIND) {
                all.add(Finding.counted(code, count, count + " series in all"));
            }
        });
        return all;
    }

    private Finding clock(String code, long count, String what) {
        List<Fix> fixes =
                new ArrayList<>(List.of(new Fix("timezone:" + clockZone, "Times are of the zone " + clockZone)));
        fixes.addAll(List.of(code.startsWith("DST_FOLD") ? Fixes.duplicateFixes() : Fixes.gapFixes()));
        return new Finding(code, null, null, clockExample.toString(), count, null, clockExample + " " + what, fixes);
    }
}
