package dev.almanac.kit.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// Which access tokens a service accepts.
@ConfigMapping(prefix = "almanac.tokens")
public interface TokenConfig {

    /// Where the public keys are: an `http(s)` address of a JWK set, or a `file:` address (tests).
    String jwksLocation();

    /// The only accepted `iss`: the public address of the platform.
    String issuer();

    /// Accepted values of `aud`; a token must carry at least one of them.
    List<String> audiences();

    /// How long a fetched key set is used before it is fetched again; an unknown key id fetches at once, at most every
    /// 10 s.
    @WithDefault("5M")
    Duration keysRefresh();

    /// Accepted difference between the clocks of issuer and verifier.
    @WithDefault("5S")
    Duration clockSkew();
}
