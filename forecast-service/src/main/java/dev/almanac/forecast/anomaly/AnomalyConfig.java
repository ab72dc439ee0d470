package dev.almanac.forecast.anomaly;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of one search.
@ConfigMapping(prefix = "forecast.anomaly")
public interface AnomalyConfig {

    /// After this long the answer is a problem.
    @WithDefault("60S")
    Duration timeout();

    /// Series of a dataset that one answer may hold.
    @WithDefault("1000")
    int series();
}
