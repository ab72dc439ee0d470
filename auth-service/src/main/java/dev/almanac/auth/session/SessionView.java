package dev.almanac.auth.session;

import java.time.Instant;
import java.util.UUID;

/// A device that is signed in.
///
/// @param current whether it is the one that asks
public record SessionView(
        UUID id, String device, Instant createdAt, Instant lastUsedAt, Instant expiresAt, boolean current) {

    static SessionView of(SessionEntity session, UUID current) {
        return new SessionView(
                session.id,
                session.device,
                session.createdAt,
                session.lastUsedAt,
                session.expiresAt,
                session.id.equals(current));
    }
}
