package dev.almanac.reader;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// What a wall clock shows at an instant. Keeps the offset between two changes of the clock. Not thread-safe.
final class ZoneClock {

    private final ZoneRules rules;
    private long from = 1;
    private long to;
    private long offset;

    ZoneClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /// @param instant milliseconds since 1970
    /// @return milliseconds since 1970-01-01T00:00 on the wall clock
    long local(long instant) {
        if (instant < from || instant >= to) {
            Instant at = Instant.ofEpochMilli(instant);
            ZoneOffsetTransition before = rules.isFixedOffset() ? null : rules.previousTransition(at.plusMillis(1));
            ZoneOffsetTransition after = rules.isFixedOffset() ? null : rules.nextTransition(at);
            from = before == null ? Long.MIN_VALUE : before.toEpochSecond() * 1000;
            to = after == null ? Long.MAX_VALUE : after.toEpochSecond() * 1000;
            offset = rules.getOffset(at).getTotalSeconds() * 1000L;
        }
        return instant + offset;
    }
}
