package dev.almanac.forecast.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.almanac.forecast.series.Mistakes;
import java.time.Duration;
import java.time.Instant;

/// How urgent a job is.
///
/// @param deadline null for the usual one
public record Pace(Priority priority, Instant deadline) {

    private static final Duration LONGEST = Duration.ofDays(30);

    /// Neither early nor late.
    public static final Pace USUAL = new Pace(Priority.NORMAL, null);

    /// Orders a person's own jobs; between people turns decide.
    public enum Priority {
        @JsonProperty("low")
        LOW,
        @JsonProperty("normal")
        NORMAL,
        @JsonProperty("high")
        HIGH;

        int rank() {
            return ordinal() - NORMAL.ordinal();
        }

        static Priority ranked(int rank) {
            return values()[rank + NORMAL.ordinal()];
        }
    }

    /// As a request says it.
    ///
    /// @param priority null for a normal one
    public static Pace checked(Priority priority, Instant deadline) {
        Instant now = Instant.now();
        if (deadline != null && (deadline.isBefore(now) || deadline.isAfter(now.plus(LONGEST)))) {
            throw Mistakes.one("deadline", "out-of-range", "must lie within 30 days from now");
        }
        return new Pace(priority == null ? Priority.NORMAL : priority, deadline);
    }
}
