package dev.almanac.audit.append;

/// What became of one event.
sealed interface Appended {

    /// It is in the log.
    ///
    /// @param checkpoint a signed state that covers it
    record Logged(long seq, boolean duplicate, String checkpoint) implements Appended {}

    /// The same key was used before with other content; that contradiction is itself an entry now.
    record Conflict(long seqOfFirst) implements Appended {}

    /// The event cannot be a leaf.
    record Oversized(int bytes) implements Appended {}
}
