package dev.almanac.auth.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

@DynamicUpdate
@Entity(name = "Session")
@Table(name = "session")
class SessionEntity {

    @Id
    UUID id;

    @Column(name = "account_id")
    UUID accountId;

    String device;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "ended_at")
    Instant endedAt;

    @Column(name = "end_reason")
    String endReason;

    @Column(name = "authenticated_at")
    Instant authenticatedAt;

    String[] methods;

    String address;

    @Column(name = "device_hash")
    byte[] deviceHash;

    UUID impersonator;
}
