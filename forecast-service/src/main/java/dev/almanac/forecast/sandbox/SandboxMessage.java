package dev.almanac.forecast.sandbox;

import java.time.Instant;
import java.util.UUID;

/// What opens and ends a connection to a session's log.
///
/// @param type `welcome` or `ended`
/// @param seq of the newest line
record SandboxMessage(String type, UUID sessionId, String status, Instant expiresAt, long seq) {

    static SandboxMessage of(String type, SandboxSession session) {
        return new SandboxMessage(type, session.id(), session.status(), session.expiresAt(), session.logSeq());
    }
}
