package dev.almanac.auth.apikey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds of API keys.
@ConfigMapping(prefix = "auth.api-key")
public interface ApiKeyConfig {

    /// Keys that one person can have at a time.
    @WithDefault("25")
    int most();

    /// Calls a minute of a key that was made without a limit of its own.
    @WithDefault("100")
    int callsPerMinute();

    /// The highest limit that somebody may give a key.
    @WithDefault("1000")
    int mostCallsPerMinute();

    /// Life of the tokens that a key is exchanged for.
    @WithDefault("5M")
    Duration tokenLife();
}
