package dev.almanac.forecast.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    /// The file beside this test says which program made the times.
    @ParameterizedTest
    @CsvFileSource(resources = "/schedules.csv", delimiter = ';')
    void findsTheTimesThatCroniterFinds(String cron, String times) {
        List<Instant> expected =
                List.of(times.split(" ")).stream().map(Instant::parse).toList();
        assertEquals(expected, next(Schedule.of(cron, "UTC"), "2026-02-27T13:07:30Z", expected.size()));
    }

    /// What Vixie cron does when clocks change: Berlin leaves out 02:00 to 03:00 on 2026-03-29 and has it twice on
    /// 2026-10-25, Cairo leaves out midnight on 2026-04-24, Lord Howe moves by half an hour on 2026-04-05.
    @ParameterizedTest
    @CsvSource({
        "30 2 * * *, Europe/Berlin, 2026-03-28T00:00:00Z, 2026-03-28T01:30:00Z 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z",
        "'0,30 2 * * *', Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z",
        "30 2 * * *, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z",
        "30 2 * * *, Europe/Berlin, 2026-10-25T00:45:00Z, 2026-10-26T01:30:00Z",
        "0 3 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-30T01:00:00Z",
        "0 * * * *, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z",
        "*/30 * * * *, Europe/Berlin, 2026-10-25T00:20:00Z, 2026-10-25T00:30:00Z 2026-10-25T01:00:00Z 2026-10-25T01:30:00Z 2026-10-25T02:00:00Z",
        "0 0 * * *, Africa/Cairo, 2026-04-23T12:00:00Z, 2026-04-23T22:00:00Z 2026-04-24T21:00:00Z",
        "*/20 * * * *, Australia/Lord_Howe, 2026-04-04T14:30:00Z, 2026-04-04T14:40:00Z 2026-04-04T15:10:00Z 2026-04-04T15:30:00Z",
    })
    void keepsToTheClockWhenItChanges(String cron, String zone, Instant after, String times) {
        List<Instant> expected =
                List.of(times.split(" ")).stream().map(Instant::parse).toList();
        assertEquals(expected, next(Schedule.of(cron, zone), after.toString(), expected.size()));
    }

    @Test
    void workAtAFixedHourRunsOnceADayForYearsInEveryZone() {
        for (String name : List.of("Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe")) {
            ZoneId zone = ZoneId.of(name);
            Schedule schedule = Schedule.of("30 2 * * *", name);
            Instant time = Instant.parse("2026-01-01T12:00:00Z");
            for (int day = 0; day < 1_500; day++) {
                Instant next = schedule.next(time).orElseThrow();
                ZonedDateTime before = time.atZone(zone);
                assertEquals(
                        before.toLocalDate().plusDays(1), next.atZone(zone).toLocalDate(), name + " after " + time);
                time = next;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'', UTC", "every day, UTC", "61 * * * *, UTC", "0 0 30 2 *, UTC", "0 0 * * *, Mars/Olympus"})
    void refusesWhatIsNoSchedule(String cron, String zone) {
        assertThrows(IllegalArgumentException.class, () -> Schedule.of(cron, zone));
    }

    private static List<Instant> next(Schedule schedule, String after, int count) {
        List<Instant> times = new ArrayList<>();
        Instant time = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            time = schedule.next(time).orElseThrow();
            times.add(time);
        }
        return times;
    }
}
