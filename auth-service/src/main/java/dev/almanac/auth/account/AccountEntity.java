package dev.almanac.auth.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

@DynamicUpdate
@Entity(name = "Account")
@Table(name = "account")
class AccountEntity {

    @Id
    UUID id;

    String email;

    @Column(name = "email_verified_at")
    Instant emailVerifiedAt;

    String username;

    @Column(name = "full_name")
    String fullName;

    @Column(name = "password_hash")
    String passwordHash;

    @Column(name = "password_expired")
    boolean passwordExpired;

    String[] roles;

    boolean active;

    @Column(name = "password_version")
    long passwordVersion;

    long generation;

    String plan;

    @Column(name = "quota_units")
    Long quotaUnits;

    @Column(name = "sandbox_sessions")
    int sandboxSessions;

    @Column(name = "created_at")
    Instant createdAt;
}
