package dev.almanac.forecast.socket;

import java.util.OptionalLong;

/// What a client that connects again has seen last: `?after=<seq>`.
public final class After {

    private After() {}

    /// @param query of the handshake, null for none
    public static OptionalLong of(String query) {
        return query != null && query.matches("after=\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(query.substring("after=".length())))
                : OptionalLong.empty();
    }
}
