package dev.almanac.forecast.series;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What one request may ask for; more is refused with the limit in the answer.
@ConfigMapping(prefix = "forecast.limits")
public interface ForecastLimits {

    /// Steps ahead.
    @WithDefault("10000")
    int horizon();

    /// Prediction intervals of one forecast.
    @WithDefault("10")
    int levels();

    /// Series of one inline request.
    @WithDefault("100")
    int inlineSeries();

    /// Steps ahead of all series of one inline request together.
    @WithDefault("100000")
    int inlineSteps();

    /// Observations of one inline series.
    @WithDefault("100000")
    int inlineObservations();
}
