package dev.almanac.auth.wallet;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Wallet")
@Table(name = "wallet")
class WalletEntity {

    @Id
    String address;

    @Column(name = "account_id")
    UUID accountId;

    String scheme;

    @Column(name = "linked_at")
    Instant linkedAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;
}
