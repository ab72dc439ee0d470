package dev.almanac.auth.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Account")
@Table(name = "account")
class AccountEntity {

    @Id
    UUID id;

    String email;

    String username;

    @Column(name = "full_name")
    String fullName;

    @Column(name = "password_hash")
    String passwordHash;

    String[] roles;

    boolean active;

    @Column(name = "created_at")
    Instant createdAt;
}
