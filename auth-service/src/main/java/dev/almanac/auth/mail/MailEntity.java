package dev.almanac.auth.mail;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Mail")
@Table(name = "mail")
class MailEntity {

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    MailKind kind;

    byte[] wrapped;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "due_at")
    Instant dueAt;
}
