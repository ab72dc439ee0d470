package dev.almanac.auth.team;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Invite")
@Table(name = "invite")
class InviteEntity {

    @Id
    UUID id;

    @Column(name = "team_id")
    UUID teamId;

    String email;

    String role;

    byte[] hash;

    @Column(name = "invited_by")
    UUID invitedBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "accepted_at")
    Instant acceptedAt;
}
