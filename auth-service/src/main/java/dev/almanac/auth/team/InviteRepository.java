package dev.almanac.auth.team;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class InviteRepository implements PanacheRepositoryBase<InviteEntity, UUID> {

    Uni<List<InviteEntity>> openOf(UUID team, Instant now) {
        return list("teamId = ?1 and acceptedAt is null and expiresAt > ?2 order by id", team, now);
    }

    Uni<InviteEntity> open(byte[] hash, Instant now) {
        return find("hash = ?1 and acceptedAt is null and expiresAt > ?2", hash, now)
                .firstResult();
    }

    /// @return whether this caller was the one that accepted: of any number of racers one is
    Uni<Boolean> accept(UUID id, Instant now) {
        return update("acceptedAt = ?1 where id = ?2 and acceptedAt is null", now, id)
                .map(count -> count == 1);
    }

    /// What somebody who may not invite any more has left open.
    Uni<Void> withdrawBy(UUID team, UUID inviter) {
        return delete("teamId = ?1 and invitedBy = ?2 and acceptedAt is null", team, inviter)
                .replaceWithVoid();
    }

    Uni<Void> forget(String email) {
        return delete("email", email).replaceWithVoid();
    }

    Uni<Long> deleteOver(Instant time) {
        return delete("expiresAt < ?1", time);
    }

    Uni<Boolean> withdraw(UUID team, UUID id) {
        return delete("teamId = ?1 and id = ?2 and acceptedAt is null", team, id)
                .map(count -> count == 1);
    }
}
