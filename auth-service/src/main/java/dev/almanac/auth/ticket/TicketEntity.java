package dev.almanac.auth.ticket;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Ticket")
@Table(name = "ticket")
class TicketEntity {

    @Id
    byte[] hash;

    @Enumerated(EnumType.STRING)
    Purpose purpose;

    @Column(name = "account_id")
    UUID accountId;

    String payload;

    @Column(name = "expires_at")
    Instant expiresAt;
}
