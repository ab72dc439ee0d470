package dev.almanac.forecast.job;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A message to those who watch a job.
///
/// @param type `welcome`, `progress` or, as the last one, `done`
/// @param rate series a second since the start
/// @param etaS seconds left at this rate; absent while nothing is done
/// @param seq grows with every change; give the last one back as `after` when connecting again
public record ProgressView(
        String type, UUID id, String status, int done, int total, Double rate, Long etaS, long seq, String error) {

    static ProgressView of(String type, Job job, Instant now) {
        Instant until = job.finishedAt() == null ? now : job.finishedAt();
        double seconds = job.startedAt() == null
                ? 0
                : Duration.between(job.startedAt(), until).toMillis() / 1000.0;
        Double rate = job.done() == 0 || seconds <= 0 ? null : Math.round(10 * job.done() / seconds) / 10.0;
        Long left = rate == null || rate == 0 ? null : Math.round((job.total() - job.done()) / rate);
        return new ProgressView(
                type, job.id(), job.status(), job.done(), job.total(), rate, left, job.progressSeq(), job.error());
    }
}
