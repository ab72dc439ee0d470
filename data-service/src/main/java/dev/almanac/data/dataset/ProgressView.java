package dev.almanac.data.dataset;

import java.time.Duration;
import java.time.Instant;

/// How far the reading of a file is.
///
/// @param done bytes
/// @param total bytes
/// @param rate bytes a second
/// @param etaS seconds left; absent before there is a rate
public record ProgressView(long done, long total, long rows, long rate, Long etaS) {

    static ProgressView of(long done, long total, long rows, Instant started, Instant now) {
        long millis = Math.max(1, Duration.between(started, now).toMillis());
        long rate = done * 1000 / millis;
        return new ProgressView(done, total, rows, rate, rate == 0 ? null : (total - done) / rate);
    }
}
