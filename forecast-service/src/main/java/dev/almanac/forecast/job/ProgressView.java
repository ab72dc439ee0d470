package dev.almanac.forecast.job;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A message to those who watch a job.
///
/// @param type `welcome`, `progress` or, as the last one, `done`
/// @param percent of the series that are done, rounded down, so that 100 is all
/// @param rate series a second since the start of this try
/// @param etaS seconds left at this rate; absent while this try has done nothing
/// @param seq grows with every change; give the last one back as `after` when connecting again
public record ProgressView(
        String type,
        UUID id,
        String status,
        int done,
        int total,
        int percent,
        Double rate,
        Long etaS,
        long seq,
        String error) {

    private static final int DIGITS = 3;

    static ProgressView of(String type, Job job, Instant now) {
        int fresh = job.done() - job.doneBefore();
        Instant until = job.finishedAt() == null ? now : job.finishedAt();
        double seconds = job.startedAt() == null
                ? 0
                : Duration.between(job.startedAt(), until).toMillis() / 1000.0;
        boolean known = fresh > 0 && seconds > 0;
        return new ProgressView(
                type,
                job.id(),
                job.status(),
                job.done(),
                job.total(),
                job.total() == 0 ? 0 : (int) (100L * job.done() / job.total()),
                known ? rounded(fresh / seconds) : null,
                known ? (Long) Math.round((job.total() - job.done()) * seconds / fresh) : null,
                job.progressSeq(),
                job.error());
    }

    /// To digits that count, for a rate may be thousands or a series in a minute.
    private static double rounded(double rate) {
        return new BigDecimal(rate).round(new MathContext(DIGITS)).doubleValue();
    }
}
