package dev.almanac.forecast.webhook;

import dev.almanac.kit.settings.Environment;
import dev.almanac.kit.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// In production nobody makes this service call the operator's own network.
@ApplicationScoped
class WebhookCheck implements SettingsCheck {

    private final WebhookConfig config;

    WebhookCheck(WebhookConfig config) {
        this.config = config;
    }

    @Override
    public List<String> faults(Environment environment) {
        return environment == Environment.PRODUCTION && config.allowPrivate()
                ? List.of("forecast.webhook.allow-private must be false: users name the addresses that are called")
                : List.of();
    }
}
