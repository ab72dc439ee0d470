package dev.almanac.auth.factor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Totp")
@Table(name = "totp")
class TotpEntity {

    @Id
    @Column(name = "account_id")
    UUID accountId;

    byte[] wrapped;

    @Column(name = "confirmed_at")
    Instant confirmedAt;

    @Column(name = "last_step")
    long lastStep;

    int failures;

    @Column(name = "paused_until")
    Instant pausedUntil;
}
