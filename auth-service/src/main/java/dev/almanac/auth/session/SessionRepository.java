package dev.almanac.auth.session;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<SessionEntity, UUID> {

    Uni<List<SessionEntity>> aliveOf(UUID account, Instant now) {
        return list("accountId = ?1 and endedAt is null and expiresAt > ?2 order by createdAt desc", account, now);
    }

    /// The row, which nobody else changes until the transaction ends.
    Uni<SessionEntity> lock(UUID id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /// The same of every live session of an account, oldest first.
    Uni<List<SessionEntity>> lockAliveOf(UUID account, Instant now) {
        return find("accountId = ?1 and endedAt is null and expiresAt > ?2 order by createdAt, id", account, now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /// Sessions in which an administrator acts in somebody's name.
    Uni<List<SessionEntity>> lockHelpOf(UUID administrator, Instant now) {
        return find("impersonator = ?1 and endedAt is null and expiresAt > ?2 order by id", administrator, now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<Long> deleteOver(Instant time) {
        return delete("expiresAt < ?1 or endedAt < ?1", time);
    }

    Uni<List<SessionEntity>> pageOfAll(UUID account) {
        return list("accountId = ?1 order by createdAt desc", account);
    }

    Uni<SessionEntity> aliveOf(UUID account, UUID id, Instant now) {
        return find("accountId = ?1 and id = ?2 and endedAt is null and expiresAt > ?3", account, id, now)
                .firstResult();
    }
}
