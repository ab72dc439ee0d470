package dev.almanac.gateway.limit;

/// What a limit says to one request.
public sealed interface Decision {

    Policy policy();

    /// @param remaining requests that may follow at once
    /// @param resetSeconds until one more may
    record Allowed(Policy policy, long remaining, long resetSeconds) implements Decision {}

    /// @param retryAfterSeconds at least 1
    record Refused(Policy policy, long retryAfterSeconds) implements Decision {}
}
