package dev.almanac.auth.team;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Membership")
@Table(name = "membership")
@IdClass(MembershipId.class)
class MembershipEntity {

    @Id
    @Column(name = "team_id")
    UUID teamId;

    @Id
    @Column(name = "account_id")
    UUID accountId;

    String role;

    @Column(name = "joined_at")
    Instant joinedAt;

    TeamRole teamRole() {
        return TeamRole.of(role);
    }
}
