package dev.almanac.auth.factor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How codes are checked.
@ConfigMapping(prefix = "auth.factor")
public interface FactorConfig {

    /// Wrong codes in a row that pause an authenticator app.
    @WithDefault("5")
    int wrongCodes();

    /// How long.
    @WithDefault("15M")
    Duration pause();
}
