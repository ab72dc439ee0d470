package dev.almanac.reader;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/// Turns times of a wall clock into instants. The offset of the stretch between two changes of the clock is kept, since
/// most times of a file lie in one of few stretches. Not thread-safe.
final class LocalZone {

    private final ZoneRules rules;
    private long from = 1;
    private long to;
    private long offset;

    /// @throws DateTimeException when there is no such zone
    LocalZone(String zone) {
        this.rules = ZoneId.of(zone).getRules();
        if (rules.isFixedOffset()) {
            this.offset = rules.getOffset(Instant.EPOCH).getTotalSeconds() * 1000L;
            this.from = Long.MIN_VALUE;
            this.to = Long.MAX_VALUE;
        }
    }

    /// @param local milliseconds since 1970-01-01T00:00 on the wall clock; one that the clock skips counts from before
    /// the skip, one that it shows twice is the first
    /// @return milliseconds since 1970 in UTC
    long instant(long local) {
        return local >= from && local < to ? local - offset : slow(local);
    }

    /// Whether the wall clock shows this time twice.
    boolean isTwice(long local) {
        return (local < from || local >= to)
                && rules.getValidOffsets(dateTime(local)).size() == 2;
    }

    /// The second time at which the clock shows what it shows twice.
    long second(long local) {
        List<ZoneOffset> offsets = rules.getValidOffsets(dateTime(local));
        return local - offsets.getLast().getTotalSeconds() * 1000L;
    }

    private long slow(long local) {
        LocalDateTime time = dateTime(local);
        ZoneOffset now = rules.getOffset(time);
        long instant = local - now.getTotalSeconds() * 1000L;
        if (rules.getValidOffsets(time).size() == 1) {
            remember(Instant.ofEpochMilli(instant), now);
        }
        return instant;
    }

    /// The stretch, less a day at its ends, so that no skipped or repeated hour is inside.
    private void remember(Instant at, ZoneOffset now) {
        ZoneOffsetTransition before = rules.previousTransition(at);
        ZoneOffsetTransition after = rules.nextTransition(at);
        offset = now.getTotalSeconds() * 1000L;
        from = before == null ? Long.MIN_VALUE : before.toEpochSecond() * 1000 + offset + CivilDate.DAY_MILLIS;
        to = after == null ? Long.MAX_VALUE : after.toEpochSecond() * 1000 + offset - CivilDate.DAY_MILLIS;
    }

    /// @param local milliseconds since 1970 of a wall clock
    static LocalDateTime dateTime(long local) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(local, 1000), (int) Math.floorMod(local, 1000L) * 1_000_000, ZoneOffset.UTC);
    }
}
