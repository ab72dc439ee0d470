package dev.almanac.forecast.webhook;

import dev.almanac.forecast.upkeep.Chore;
import jakarta.enterprise.context.ApplicationScoped;

/// Removes deliveries from the log when they are old.
@ApplicationScoped
class OldDeliveries implements Chore {

    private final WebhookRepository webhooks;
    private final WebhookConfig config;

    OldDeliveries(WebhookRepository webhooks, WebhookConfig config) {
        this.webhooks = webhooks;
        this.config = config;
    }

    @Override
    public String name() {
        return "webhook-log";
    }

    @Override
    public String cron() {
        return "20 2 * * *";
    }

    @Override
    public int run() {
        return webhooks.removeOld(config.kept());
    }
}
