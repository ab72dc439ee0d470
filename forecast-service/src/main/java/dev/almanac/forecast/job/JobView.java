package dev.almanac.forecast.job;

import java.time.Instant;
import java.util.UUID;

/// A job of any kind for those who look after the queue.
///
/// @param createdBy absent once that person is gone
/// @param parked whether it failed for no reason that lies in the job, so that trying again may help
public record JobView(
        UUID id,
        String kind,
        String status,
        UUID ownerId,
        UUID createdBy,
        Pace.Priority priority,
        ForecastView.Progress progress,
        boolean parked,
        String error,
        Instant deadline,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {

    static JobView of(Job job) {
        return new JobView(
                job.id(),
                job.kind(),
                job.status(),
                job.owner(),
                job.creator(),
                Pace.Priority.ranked(job.priority()),
                new ForecastView.Progress(job.done(), job.total()),
                job.parked(),
                job.error(),
                job.deadline(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt());
    }
}
