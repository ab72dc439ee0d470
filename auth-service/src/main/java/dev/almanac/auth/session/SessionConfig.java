package dev.almanac.auth.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long a sign-in lasts.
@ConfigMapping(prefix = "auth.session")
public interface SessionConfig {

    /// A session ends this long after the sign-in, however busy it is.
    @WithDefault("30D")
    Duration absoluteLife();

    /// A session ends when it was not refreshed for this long.
    @WithDefault("14D")
    Duration idleLife();

    /// Racing uses of one refresh token inside this window get the same successor; a later use is theft.
    @WithDefault("10S")
    Duration grace();

    /// Whether the cookie is `Secure`; off only for plain http on localhost.
    @WithDefault("true")
    boolean secureCookie();
}
