package dev.almanac.forecast.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// Calls to other people's servers.
@ConfigMapping(prefix = "forecast.webhook")
public interface WebhookConfig {

    /// How often a process looks for what is due; 0 for a process that never sends.
    @WithDefault("1S")
    Duration poll();

    /// An answer that takes longer is none.
    @WithDefault("15S")
    Duration timeout();

    /// Pauses before further attempts, one each; after the last one the delivery has failed.
    @WithDefault("5S,5M,30M,2H,5H,10H,14H,20H,24H")
    List<Duration> retries();

    /// Whether plain `http` and addresses that are not public may be called: for tests, never in production.
    @WithDefault("false")
    boolean allowPrivate();

    /// How long deliveries stay in the log.
    @WithDefault("30D")
    Duration kept();

    /// Webhooks that a person or a team may have.
    @WithDefault("20")
    int most();
}
