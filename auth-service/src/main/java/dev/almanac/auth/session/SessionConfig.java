package dev.almanac.auth.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How long a sign-in lasts.
@ConfigMapping(prefix = "auth.session")
public interface SessionConfig {

    /// A session ends this long after the sign-in, however busy it is.
    @WithDefault("30D")
    Duration absoluteLife();

    /// A session ends when it was not refreshed for this long.
    @WithDefault("14D")
    Duration idleLife();

    /// Sessions that one account can have at a time; a sign-in past that ends the oldest.
    @WithDefault("50")
    int most();

    /// Racing uses of one refresh token inside this window get the same successor; a later use is theft.
    @WithDefault("10S")
    Duration grace();

    /// Whether the cookie is `Secure`; off only for plain http on localhost.
    @WithDefault("true")
    boolean secureCookie();

    /// How long after proving who they are somebody may do dangerous things without proving it again.
    @WithDefault("10M")
    Duration stepUpWindow();

    /// How long an administrator may act in somebody's name at a time.
    @WithDefault("15M")
    Duration impersonationLife();

    /// Roles that count only in sessions with a second factor.
    Optional<Set<String>> secondFactorRoles();
}
