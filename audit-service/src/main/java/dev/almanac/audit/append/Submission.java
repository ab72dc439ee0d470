package dev.almanac.audit.append;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Events that came together, and who waits for them.
///
/// @param since nanoseconds of the clock that [System#nanoTime] reads, when they came
record Submission(List<LeafDraft> events, CompletableFuture<Committed> done, long since) {

    /// @param outcomes one an event, in order
    /// @param checkpoint a signed state that covers all that was logged
    record Committed(List<Appended> outcomes, String checkpoint) {}
}
