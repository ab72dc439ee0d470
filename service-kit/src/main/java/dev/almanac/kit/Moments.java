package dev.almanac.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as PostgreSQL keeps them, so that what was written and what is read back are equal; and spans of time.
public final class Moments {

    private Moments() {}

    /// @return to the microsecond
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
