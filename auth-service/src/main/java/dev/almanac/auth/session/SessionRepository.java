package dev.almanac.auth.session;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<SessionEntity, UUID> {

    Uni<List<SessionEntity>> aliveOf(UUID account, Instant now) {
        return list("accountId = ?1 and endedAt is null and expiresAt > ?2 order by createdAt desc", account, now);
    }

    Uni<List<SessionEntity>> pageOfAll(UUID account) {
        return list("accountId = ?1 order by createdAt desc", account);
    }

    Uni<SessionEntity> aliveOf(UUID account, UUID id, Instant now) {
        return find("accountId = ?1 and id = ?2 and endedAt is null and expiresAt > ?3", account, id, now)
                .firstResult();
    }
}
