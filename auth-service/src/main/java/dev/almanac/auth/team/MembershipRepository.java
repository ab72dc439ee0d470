package dev.almanac.auth.team;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class MembershipRepository implements PanacheRepositoryBase<MembershipEntity, MembershipId> {

    Uni<MembershipEntity> of(UUID team, UUID account) {
        return find("teamId = ?1 and accountId = ?2", team, account).firstResult();
    }

    Uni<List<MembershipEntity>> ofAccount(UUID account) {
        return list("accountId = ?1 order by joinedAt", account);
    }

    Uni<List<MembershipEntity>> ofTeam(UUID team) {
        return list("teamId = ?1 order by joinedAt", team);
    }

    Uni<Long> remove(UUID team, UUID account) {
        return delete("teamId = ?1 and accountId = ?2", team, account);
    }
}
