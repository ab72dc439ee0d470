package dev.almanac.kit.settings;

import java.util.Locale;

/// Where the platform runs, from `almanac.environment`.
public enum Environment {
    /// On somebody's own machine: plain http, mail in the log.
    DEVELOPMENT,
    /// Like production, with its secrets and TLS, but mail may stay in the log.
    STAGING,
    /// Where people rely on it.
    PRODUCTION;

    public static Environment of(String text) {
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "almanac.environment must be development, staging or production, is '" + text + "'", e);
        }
    }
}
