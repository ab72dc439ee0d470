package dev.almanac.forecast.sandbox;

import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.series.SeriesInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An evaluation, with the predictive distribution behind it.
///
/// @param risk probability that the price passes the limit within the horizon
/// @param expectedSaving of what is advised, against the limit, over the horizon
/// @param switchTo absent unless a switch is advised
/// @param engineVersion of the engine that made the forecasts
public record EvaluationView(
        UUID actionId,
        Verdict.Advice recommendation,
        double risk,
        double expectedSaving,
        double currentPrice,
        double limitPrice,
        String model,
        Distribution distribution,
        String switchTo,
        List<Alternative> alternatives,
        String engineVersion,
        Cost cost,
        Instant createdAt) {

    /// @param times absent for series without times
    /// @param quantiles by probability, shape `[horizon]` each
    public record Distribution(List<Instant> times, double[] mean, Map<String, double[]> quantiles) {

        static Distribution of(SeriesInput prices, Outlook outlook) {
            return new Distribution(
                    prices.timesAhead(outlook.forecast().horizon()),
                    outlook.forecast().mean(),
                    outlook.quantiles());
        }
    }

    /// Something that the session could switch to.
    public record Alternative(String name, double currentPrice, double risk, double expectedSaving) {
        static Alternative of(Outlook outlook) {
            return new Alternative(outlook.name(), outlook.current(), outlook.risk(), outlook.saving());
        }
    }
}
