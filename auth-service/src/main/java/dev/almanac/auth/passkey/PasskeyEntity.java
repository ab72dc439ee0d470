package dev.almanac.auth.passkey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Passkey")
@Table(name = "passkey")
class PasskeyEntity {

    @Id
    UUID id;

    @Column(name = "account_id")
    UUID accountId;

    @Column(name = "credential_id")
    byte[] credentialId;

    byte[] credential;

    @Column(name = "sign_count")
    long signCount;

    String name;

    String[] transports;

    @Column(name = "backup_eligible")
    boolean backupEligible;

    @Column(name = "backed_up")
    boolean backedUp;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;
}
