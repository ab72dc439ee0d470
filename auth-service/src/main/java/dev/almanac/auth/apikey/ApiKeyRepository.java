package dev.almanac.auth.apikey;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ApiKeyRepository implements PanacheRepositoryBase<ApiKeyEntity, UUID> {

    Uni<List<ApiKeyEntity>> of(UUID account) {
        return list("accountId = ?1 and revokedAt is null order by id desc", account);
    }

    Uni<ApiKeyEntity> of(UUID account, UUID id) {
        return find("accountId = ?1 and id = ?2 and revokedAt is null", account, id)
                .firstResult();
    }

    Uni<Void> used(UUID id, Instant now) {
        return update("lastUsedAt = ?1 where id = ?2", now, id).replaceWithVoid();
    }
}
