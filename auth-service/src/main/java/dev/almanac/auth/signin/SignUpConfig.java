package dev.almanac.auth.signin;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// How accounts are opened.
@ConfigMapping(prefix = "auth.sign-up")
public interface SignUpConfig {

    /// Whether a new account counts only once its mail address is confirmed. Then nobody learns by registering whether
    /// an address has an account. By default so in production.
    Optional<Boolean> verifyFirst();
}
