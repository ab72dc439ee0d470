package dev.almanac.data.dataset;

import io.quarkus.hibernate.reactive.panache.Panache;
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

    /// Whether things of an owner may be kept; an erasure waits until the current transaction ends.
    Uni<Boolean> mayKeep(UUID owner) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT cast(pg_advisory_xact_lock_shared(hashtextextended(?1, 1)) AS text)",
                                String.class)
                        .setParameter(1, owner.toString())
                        .getSingleResult()
                        .chain(() -> session.createNativeQuery(
                                        "SELECT NOT exists(SELECT FROM erased_owner WHERE owner_id = ?1)",
                                        Boolean.class)
                                .setParameter(1, owner)
                                .getSingleResult()));
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
