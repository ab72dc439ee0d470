package dev.almanac.auth.erasure;

import dev.almanac.kit.settings.Environment;
import dev.almanac.kit.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/// Where people rely on the platform, a deletion reaches every service.
@ApplicationScoped
class ErasureCheck implements SettingsCheck {

    private final ErasureConfig config;

    ErasureCheck(ErasureConfig config) {
        this.config = config;
    }

    @Override
    public List<String> faults(Environment environment) {
        return environment == Environment.DEVELOPMENT
                ? List.of()
                : Stream.of("data-service", "forecast-service", "audit-service")
                        .filter(service -> !config.services().containsKey(service))
                        .map(service -> "auth.erasure.services." + service + " is missing")
                        .toList();
    }
}
