package dev.almanac.auth.attempt;

import java.time.Duration;

/// When a key that has failed may try again.
///
/// @param free failures that cost nothing
/// @param most failures after which it may not try at all
/// @param forgets how long after its last failure it starts anew
record FailureRule(int free, Duration longestWait, int most, Duration forgets) {}
