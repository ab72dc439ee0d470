package dev.almanac.gateway.limit;

import java.util.List;

/// What the limits say to one request.
public sealed interface Decision {

    /// Of every limit that was asked, in that order.
    List<Standing> standings();

    /// All limits allow it, and all have counted it.
    record Allowed(List<Standing> standings) implements Decision {}

    /// One limit refuses it; none has counted it.
    ///
    /// @param retryAfterSeconds at least 1
    record Refused(List<Standing> standings, Policy violated, long retryAfterSeconds) implements Decision {}

    /// The fields `RateLimit-Policy` and `RateLimit`: lists of structured fields, the names of the limits in common.
    default String policies() {
        StringBuilder text = new StringBuilder();
        for (Standing standing : standings()) {
            text.append(text.isEmpty() ? "" : ", ").append(standing.policy().field());
        }
        return text.toString();
    }

    /// See [#policies].
    default String limits() {
        StringBuilder text = new StringBuilder();
        for (Standing standing : standings()) {
            text.append(text.isEmpty() ? "" : ", ").append(standing.field());
        }
        return text.toString();
    }
}
