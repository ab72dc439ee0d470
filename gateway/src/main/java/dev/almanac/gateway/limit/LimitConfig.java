package dev.almanac.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// How often somebody may ask. The limits are in the route file; a quota given here stands against the file's.
@ConfigMapping(prefix = "gateway.limits")
public interface LimitConfig {

    /// Of an address in 10 seconds.
    OptionalLong second();

    /// A minute, for a signed-in user, over all addresses.
    OptionalLong user();

    /// A day, for a user with all their keys.
    OptionalLong userDay();

    /// A minute, for all API keys of one user together.
    OptionalLong userKeys();

    /// A minute, for an address, counting what carries a credential that is not known yet.
    OptionalLong address();

    /// An hour, for an address, of calls without any credential.
    OptionalLong anonymousHour();

    /// A day, for an address, of calls without any credential.
    OptionalLong anonymousDay();

    /// Attempts a minute to sign in, for an address.
    OptionalLong signIn();

    /// New accounts an hour, for an address.
    OptionalLong signUp();

    /// Reads a minute of the public log, for an address: verifiers fetch many small tiles.
    OptionalLong log();

    /// Calls an hour that keep the machine busy, for a user.
    OptionalLong expensive();

    /// Uploads that one user has open at a time.
    @WithDefault("6")
    int uploads();

    /// WebSockets that one user has open at a time.
    @WithDefault("20")
    int webSockets();

    /// Callers that are remembered at a time, for each kind of limit; 32 bytes each when they are that many.
    @WithDefault("1000000")
    int callers();

    /// Where hourly and daily counts outlive a restart of the only gateway; without it they do not.
    Optional<Path> file();

    /// The Redis that several gateways share, such as `redis://redis:6379`; without it each counts for itself.
    Optional<URI> redis();

    /// Its password, for an address that has none in it.
    Optional<String> redisPassword();

    /// Gateways that share the Redis: while it is gone each grants its part.
    @WithDefault("2")
    int replicas();
}
