package dev.almanac.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Requests that one address or user may make; more is 429 with `Retry-After`.
@ConfigMapping(prefix = "gateway.limits")
public interface LimitConfig {

    /// A minute, for a signed-in user, over all addresses.
    @WithDefault("100")
    long user();

    /// A minute, for all API keys of one user together.
    @WithDefault("1000")
    long userKeys();

    /// A minute, for an address, counting what carries no token or one that is not known yet.
    @WithDefault("100")
    long address();

    /// Attempts a minute to sign in, for an address.
    @WithDefault("5")
    long signIn();

    /// New accounts an hour, for an address.
    @WithDefault("20")
    long signUp();

    /// Reads a minute of the public log, for an address: verifiers fetch many small tiles.
    @WithDefault("3000")
    long log();
}
