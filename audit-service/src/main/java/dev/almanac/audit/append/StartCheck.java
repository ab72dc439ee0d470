package dev.almanac.audit.append;

/// Something that knows an earlier state of the log. Asked each time a writer takes over, before it writes.
public interface StartCheck {

    /// Raises the alarm of [RollbackGuard] when the log is not what it was. Blocks; returns when nothing can be learned
    /// now.
    void check();
}
