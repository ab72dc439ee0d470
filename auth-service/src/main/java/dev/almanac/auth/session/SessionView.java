package dev.almanac.auth.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A device that is signed in.
///
/// @param current whether it is the one that asks
/// @param methods how its owner proved who they are
/// @param bySupport whether an administrator acts in it
public record SessionView(
        UUID id,
        String device,
        String address,
        List<String> methods,
        boolean bySupport,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        boolean current) {

    static SessionView of(SessionEntity session, UUID current) {
        return new SessionView(
                session.id,
                session.device,
                session.address,
                List.of(session.methods),
                session.impersonator != null,
                session.createdAt,
                session.lastUsedAt,
                session.expiresAt,
                session.id.equals(current));
    }
}
