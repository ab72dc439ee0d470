package dev.almanac.forecast.workflow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Work that comes again.
@ConfigMapping(prefix = "forecast.workflow")
public interface WorkflowConfig {

    /// How often a process looks for work that is due; 0 for a process that never does.
    @WithDefault("1S")
    Duration poll();

    /// A run that a process wanted to start is given to another after this long.
    @WithDefault("1M")
    Duration lease();

    /// The pause before a run that failed is tried again; it doubles each time.
    @WithDefault("1M")
    Duration retryPause();

    /// Workflows that a person or a team may have.
    @WithDefault("200")
    int most();

    /// The shortest time between two runs of one workflow.
    @WithDefault("5M")
    Duration shortest();
}
