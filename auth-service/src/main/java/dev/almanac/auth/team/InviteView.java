package dev.almanac.auth.team;

import java.time.Instant;
import java.util.UUID;

/// An invitation that waits; its secret is in the mail only.
public record InviteView(UUID id, String email, TeamRole role, Instant createdAt, Instant expiresAt) {

    static InviteView of(InviteEntity invite) {
        return new InviteView(invite.id, invite.email, TeamRole.of(invite.role), invite.createdAt, invite.expiresAt);
    }
}
