package dev.almanac.auth.team;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class TeamRepository implements PanacheRepositoryBase<TeamEntity, UUID> {

    Uni<List<TeamEntity>> ofAccount(UUID account) {
        return list("id in (select m.teamId from Membership m where m.accountId = ?1) order by id", account);
    }

    /// The team's row, so that two changes of its members follow each other.
    Uni<TeamEntity> lock(UUID id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }
}
