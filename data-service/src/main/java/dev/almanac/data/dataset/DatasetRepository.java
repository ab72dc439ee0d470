package dev.almanac.data.dataset;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Datasets that their owner has not deleted; every query names the owners that it may see: a person and their
/// teams.
@ApplicationScoped
class DatasetRepository implements PanacheRepositoryBase<DatasetEntity, UUID> {

    Uni<DatasetEntity> ofOwners(Set<UUID> owners, UUID id) {
        return find("ownerId in ?1 and id = ?2 and deletedAt is null", owners, id)
                .firstResult();
    }

    Uni<DatasetEntity> byIdempotencyKey(UUID owner, String key) {
        return find("ownerId = ?1 and idempotencyKey = ?2", owner, key).firstResult();
    }

    Uni<List<DatasetEntity>> newest(Set<UUID> owners, UUID before, int limit) {
        return find("ownerId in ?1 and deletedAt is null and id < ?2 order by id desc", owners, before)
                .page(0, limit)
                .list();
    }
}
