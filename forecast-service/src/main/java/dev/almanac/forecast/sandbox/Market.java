package dev.almanac.forecast.sandbox;

import dev.almanac.forecast.series.SeriesInput;
import java.util.List;

/// The prices that a session weighs.
///
/// @param target what the session is about
/// @param alternatives what it could switch to
/// @param hours of one step
record Market(SeriesInput target, List<SeriesInput> alternatives, double hours) {

    /// What became of the attempt to get prices.
    sealed interface Outcome {
        record Found(Market market) implements Outcome {}

        /// @param problem for the person
        record Missing(SandboxProblem problem, String reason) implements Outcome {}
    }
}
