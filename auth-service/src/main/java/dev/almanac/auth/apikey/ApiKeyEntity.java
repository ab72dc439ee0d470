package dev.almanac.auth.apikey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "ApiKey")
@Table(name = "api_key")
class ApiKeyEntity {

    @Id
    UUID id;

    @Column(name = "account_id")
    UUID accountId;

    String name;

    byte[] hash;

    String[] scopes;

    @Column(name = "calls_per_minute")
    int callsPerMinute;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    boolean isUsable(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }
}
