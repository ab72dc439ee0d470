package dev.almanac.auth.session;

import dev.almanac.kit.settings.Environment;
import dev.almanac.kit.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Outside of development cookies travel over TLS only.
@ApplicationScoped
class CookieCheck implements SettingsCheck {

    private final SessionConfig config;

    CookieCheck(SessionConfig config) {
        this.config = config;
    }

    @Override
    public List<String> faults(Environment environment) {
        return environment == Environment.DEVELOPMENT || config.secureCookie()
                ? List.of()
                : List.of("auth.session.secure-cookie must be true");
    }
}
