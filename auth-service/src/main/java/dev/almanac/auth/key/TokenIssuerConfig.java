package dev.almanac.auth.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The life of access tokens and of the keys that sign them.
@ConfigMapping(prefix = "auth.token")
public interface TokenIssuerConfig {

    /// Life of a person's access token.
    @WithDefault("30M")
    Duration life();

    /// Life of a token for another service's background work.
    @WithDefault("5M")
    Duration serviceLife();

    /// How long a key signs before a new one takes over.
    @WithDefault("30D")
    Duration keyLife();
}
