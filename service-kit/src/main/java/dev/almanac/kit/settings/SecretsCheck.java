package dev.almanac.kit.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/// What every service needs outside of development: a public address with TLS and secrets that nobody guesses.
@ApplicationScoped
class SecretsCheck implements SettingsCheck {

    private final Config config;

    SecretsCheck(Config config) {
        this.config = config;
    }

    @Override
    public List<String> faults(Environment environment) {
        List<String> faults = new ArrayList<>();
        if (environment == Environment.DEVELOPMENT) {
            return faults;
        }
        if (!text("almanac.tokens.issuer").orElse("").startsWith("https://")) {
            faults.add("almanac.tokens.issuer must be the public address and start with https://");
        }
        text("almanac.bootstrap-secret")
                .flatMap(Secrets::weakness)
                .ifPresent(w -> faults.add("almanac.bootstrap-secret " + w));
        boolean stores = text("quarkus.datasource.db-kind").isPresent();
        if (stores) {
            Secrets.weakness(text("quarkus.datasource.password").orElse(""))
                    .ifPresent(w -> faults.add("quarkus.datasource.password " + w));
        }
        return faults;
    }

    private Optional<String> text(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
