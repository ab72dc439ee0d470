package dev.almanac.forecast.job;

import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/// A part of a job that one worker takes: some of its series, or its ending once all series are done.
///
/// @param user who waits for it
/// @param next ordinal of the first series that is left
/// @param end ordinal after the last one
/// @param lease the worker's own while it works
/// @param attempts how often it was taken without any progress, this time included
/// @param deaths how many workers in a row vanished with it
record Task(Job job, int number, UUID user, int next, int end, UUID lease, int attempts, int deaths) {

    static Task of(Job job, Row row) {
        return new Task(
                job,
                row.getInteger("number"),
                row.getUUID("user_id"),
                row.getInteger("next_ordinal"),
                row.getInteger("end_ordinal"),
                row.getUUID("lease"),
                row.getInteger("attempts"),
                row.getInteger("deaths"));
    }

    /// Whether it may be what ended the worker before.
    boolean isSuspect() {
        return deaths > 0;
    }

    boolean isEnding() {
        return end == 0;
    }
}
