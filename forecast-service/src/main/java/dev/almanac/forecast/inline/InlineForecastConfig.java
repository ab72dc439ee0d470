package dev.almanac.forecast.inline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of forecasts that are answered at once.
@ConfigMapping(prefix = "forecast.inline")
public interface InlineForecastConfig {

    /// After this long the work is stopped and the answer is a problem.
    @WithDefault("60S")
    Duration timeout();

    /// Requests that may wait for a free processor; more are refused at once.
    @WithDefault("200")
    int queue();
}
