package dev.almanac.audit.append;

/// What became of one event.
sealed interface Appended {

    /// It is in the log.
    record Logged(long seq, boolean duplicate) implements Appended {}

    /// The same key was used before with other content; that contradiction is itself an entry now.
    record Conflict(long seqOfFirst) implements Appended {}

    /// The event can never be a leaf.
    record Refused(String code, String reason) implements Appended {}
}
