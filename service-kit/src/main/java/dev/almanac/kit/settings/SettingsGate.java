package dev.almanac.kit.settings;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Refuses to start with settings that are not fit for the environment, and names all of them at once.
@ApplicationScoped
class SettingsGate {

    private final Environment environment;
    private final List<SettingsCheck> checks;

    /// @param environment production unless somebody says otherwise
    SettingsGate(
            @ConfigProperty(name = "almanac.environment", defaultValue = "production") String environment,
            @All List<SettingsCheck> checks) {
        this.environment = Environment.of(environment);
        this.checks = checks;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        List<String> faults = checks.stream()
                .flatMap(check -> check.faults(environment).stream())
                .toList();
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Not fit for " + environment + ":\n  " + String.join("\n  ", faults));
        }
    }
}
