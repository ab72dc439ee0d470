package dev.almanac.auth.team;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds of teams.
@ConfigMapping(prefix = "auth.team")
public interface TeamConfig {

    /// Teams that one person can be in: they travel in each access token.
    @WithDefault("50")
    int most();

    /// How long an invitation works.
    @WithDefault("7D")
    Duration inviteLife();
}
