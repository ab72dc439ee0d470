package dev.almanac.auth.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Argon2id parameters and the length of passwords. A sign-in re-hashes when the parameters have changed.
@ConfigMapping(prefix = "auth.password")
public interface PasswordConfig {

    /// Argon2id memory in KiB. With `iterations` one of OWASP's equal-strength pairs.
    @WithDefault("7168")
    int memoryKib();

    @WithDefault("5")
    int iterations();

    /// Least code points of a password that is the only factor (NIST SP 800-63B-4).
    @WithDefault("15")
    int minimumLength();

    /// Least code points of a password beside a second factor.
    @WithDefault("8")
    int minimumLengthWithSecondFactor();

    /// Most code points.
    @WithDefault("256")
    int maximumLength();

    /// Hashes that may wait for a free core; more are refused at once with 503.
    @WithDefault("32")
    int queue();

    /// How long a link that sets a new password works.
    @WithDefault("1H")
    Duration resetLife();
}
