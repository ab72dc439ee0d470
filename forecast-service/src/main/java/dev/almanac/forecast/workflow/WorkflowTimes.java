package dev.almanac.forecast.workflow;

import dev.almanac.forecast.schedule.Schedule;
import dev.almanac.forecast.series.Mistakes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/// When workflows run: what is no schedule, or comes too often, is refused.
@ApplicationScoped
class WorkflowTimes {

    private static final int LOOKED_AHEAD = 100;

    private final WorkflowConfig config;

    WorkflowTimes(WorkflowConfig config) {
        this.config = config;
    }

    /// @return null for one that is paused
    Instant next(WorkflowRequest request) {
        Instant first = schedule(request).next(Instant.now()).orElseThrow();
        return request.paused() ? null : first;
    }

    /// By a clock that never changes, so that what is seldom all year is not refused for one night.
    void requireSeldom(WorkflowRequest request) {
        schedule(request);
        Schedule schedule = Schedule.of(request.cron(), "UTC");
        Instant time = schedule.next(Instant.now()).orElseThrow();
        for (int i = 0; i < LOOKED_AHEAD && !time.equals(Instant.MAX); i++) {
            Instant next = schedule.next(time).orElse(Instant.MAX);
            if (next.isBefore(time.plus(config.shortest()))) {
                throw Mistakes.one(
                        "cron",
                        "too-often",
                        "comes again after %d s; the shortest is %d s"
                                .formatted(
                                        Duration.between(time, next).toSeconds(),
                                        config.shortest().toSeconds()));
            }
            time = next;
        }
    }

    private static Schedule schedule(WorkflowRequest request) {
        try {
            return Schedule.of(request.cron(), request.timezone());
        } catch (IllegalArgumentException e) {
            throw Mistakes.one("cron", "invalid", e.getMessage());
        }
    }
}
