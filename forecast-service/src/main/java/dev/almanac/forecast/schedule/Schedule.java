package dev.almanac.forecast.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/// Times by a cron expression (minute, hour, day of month, month, day of week) in a time zone. When clocks change, the
/// rules of Vixie cron hold: work at fixed hours runs once a day, at the end of an hour that is left out and in the
/// first pass of an hour that comes twice; work of every hour or minute goes on as real time does. The library is asked
/// only about calendars without changes, and never sees the zone. Source: cron(8), Debian 12, "DST".
public final class Schedule {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final ExecutionTime times;
    private final ZoneRules rules;
    private final boolean everyHour;

    private Schedule(Cron cron, ZoneId zone) {
        this.times = ExecutionTime.forCron(cron);
        this.rules = zone.getRules();
        var hour = cron.retrieve(CronFieldName.HOUR).getExpression();
        this.everyHour = hour instanceof Always
                || hour instanceof Every every && every.getPeriod().getValue() == 1;
    }

    /// @param timezone such as `Europe/Berlin`
    /// @throws IllegalArgumentException with words for a person
    public static Schedule of(String cron, String timezone) {
        ZoneId zone;
        try {
            zone = ZoneId.of(timezone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time zone is called '" + timezone + "'", e);
        }
        Schedule schedule = new Schedule(PARSER.parse(cron).validate(), zone);
        if (schedule.next(Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException("'" + cron + "' never comes");
        }
        return schedule;
    }

    /// The first time after a moment; empty where there is none, such as for the 30th of February.
    public Optional<Instant> next(Instant after) {
        return everyHour ? nextInRealTime(after) : nextOfClock(after);
    }

    private Optional<Instant> nextOfClock(Instant after) {
        LocalDateTime cursor = LocalDateTime.ofInstant(after, rules.getOffset(after));
        while (true) {
            Optional<LocalDateTime> found = nextLocal(cursor);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Instant time = moment(found.get());
            if (time.isAfter(after)) {
                return Optional.of(time);
            }
            cursor = found.get();
        }
    }

    /// A time that is left out is the moment after the gap; one that comes twice is the first.
    private Instant moment(LocalDateTime local) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }

    private Optional<Instant> nextInRealTime(Instant after) {
        Instant cursor = after;
        while (true) {
            ZoneOffset offset = rules.getOffset(cursor);
            Optional<Instant> found =
                    nextLocal(LocalDateTime.ofInstant(cursor, offset)).map(local -> local.toInstant(offset));
            ZoneOffsetTransition change = rules.nextTransition(cursor);
            if (found.isEmpty() || change == null || found.get().isBefore(change.getInstant())) {
                return found;
            }
            Optional<Instant> atChange = atChange(change);
            if (atChange.isPresent()) {
                return atChange;
            }
            cursor = change.getInstant();
        }
    }

    /// The moment at which clocks change may be a time of the schedule by the new clock.
    private Optional<Instant> atChange(ZoneOffsetTransition change) {
        LocalDateTime first = change.getDateTimeAfter();
        return nextLocal(first.minusSeconds(1)).filter(first::equals).map(local -> change.getInstant());
    }

    private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(time -> time.toLocalDateTime());
    }
}
