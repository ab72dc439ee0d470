package dev.almanac.forecast.sandbox;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/// A message of a session's log.
///
/// @param type always `log`
/// @param logType what it is about: `session`, `evaluation`
/// @param level `info`, `warning` or `error`
/// @param seq grows by one; give the last one back as `after` when connecting again
public record LogLine(String type, String logType, String message, String level, Instant timestamp, long seq) {

    static LogLine of(Row row) {
        return new LogLine(
                "log",
                row.getString("log_type"),
                row.getString("message"),
                row.getString("level"),
                row.getOffsetDateTime("at").toInstant(),
                row.getLong("seq"));
    }
}
