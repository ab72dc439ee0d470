package dev.almanac.auth.attempt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How wrong passwords slow down the next attempt.
@ConfigMapping(prefix = "auth.attempts")
public interface AttemptConfig {

    /// Failures in a row that cost nothing; after each more the wait doubles, starting at a second.
    @WithDefault("4")
    int free();

    /// The longest wait for an account, from devices that it does not know.
    @WithDefault("15M")
    Duration longestWait();

    /// The longest wait for a network address, behind which there may be many people.
    @WithDefault("1M")
    Duration longestAddressWait();

    /// Failures in a row after which an account takes no password from unknown devices until it is reset
    /// (NIST SP 800-63B-4, section 3.2.2).
    @WithDefault("100")
    int most();

    /// An address that has failed no more for this long starts anew.
    @WithDefault("1H")
    Duration addressForgets();
}
