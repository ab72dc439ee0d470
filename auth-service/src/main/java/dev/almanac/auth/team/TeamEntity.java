package dev.almanac.auth.team;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Team")
@Table(name = "team")
class TeamEntity {

    @Id
    UUID id;

    String name;

    @Column(name = "created_at")
    Instant createdAt;
}
