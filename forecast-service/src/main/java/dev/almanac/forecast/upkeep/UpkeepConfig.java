package dev.almanac.forecast.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Clean-up on a schedule.
@ConfigMapping(prefix = "forecast.upkeep")
public interface UpkeepConfig {

    /// How often a process looks for what is due; 0 for a process that never does.
    @WithDefault("5S")
    Duration poll();

    /// A replica that is at a chore and has not been heard of for this long is taken for gone, and another does it.
    @WithDefault("30S")
    Duration lease();
}
