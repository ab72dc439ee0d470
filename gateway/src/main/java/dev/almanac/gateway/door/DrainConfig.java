package dev.almanac.gateway.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How this gateway leaves.
@ConfigMapping(prefix = "gateway.drain")
public interface DrainConfig {

    /// How long it says that it is not ready, and still takes requests, so that a balancer notices.
    @WithDefault("0S")
    Duration notice();

    /// How long requests that are on their way may take after that.
    @WithDefault("25S")
    Duration within();
}
