package dev.almanac.data.dataset;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Datasets that their owner has not deleted; every query names whose things it may see: a person and their teams, as
/// owners or by a grant.
@ApplicationScoped
class DatasetRepository implements PanacheRepositoryBase<DatasetEntity, UUID> {

    private static final String READABLE = "(ownerId in ?1 or id in"
            + " (select g.key.datasetId from DatasetGrant g where g.key.grantee in ?1)) and deletedAt is null";
    private static final String WRITABLE = "(ownerId in ?1 or id in (select g.key.datasetId from DatasetGrant g"
            + " where g.key.grantee in ?1 and g.access = 'write')) and deletedAt is null";

    Uni<DatasetEntity> readable(Set<UUID> people, UUID id) {
        return find(READABLE + " and id = ?2", people, id).firstResult();
    }

    Uni<DatasetEntity> writable(Set<UUID> people, UUID id) {
        return find(WRITABLE + " and id = ?2", people, id).firstResult();
    }

    /// The same, held until the transaction ends: whoever changes a dataset sees what the one before did.
    Uni<DatasetEntity> writableHeld(Set<UUID> people, UUID id) {
        return find(WRITABLE + " and id = ?2", people, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /// Held until the transaction ends.
    Uni<DatasetEntity> ownedHeld(Set<UUID> owners, UUID id) {
        return find("ownerId in ?1 and id = ?2 and deletedAt is null", owners, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    Uni<DatasetEntity> owned(Set<UUID> owners, UUID id) {
        return find("ownerId in ?1 and id = ?2 and deletedAt is null", owners, id)
                .firstResult();
    }

    /// Deleted since a time; held until the transaction ends.
    Uni<DatasetEntity> deletedHeld(Set<UUID> owners, UUID id, Instant since) {
        return find("ownerId in ?1 and id = ?2 and deletedAt > ?3", owners, id, since)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    Uni<DatasetEntity> byIdempotencyKey(UUID owner, String key) {
        return find("ownerId = ?1 and idempotencyKey = ?2", owner, key).firstResult();
    }

    /// By id, whoever owns them: for services, which ask in nobody's name.
    Uni<Map<UUID, Integer>> newestVersions(List<UUID> ids) {
        return Panache.withSession(() -> find("id in ?1 and status = 'ready' and deletedAt is null", ids)
                        .list())
                .map(found -> found.stream()
                        .collect(Collectors.toMap(dataset -> dataset.id, dataset -> dataset.latestVersion)));
    }

    Uni<List<DatasetEntity>> newest(Set<UUID> people, UUID before, int limit) {
        return find(READABLE + " and id < ?2 order by id desc", people, before)
                .page(0, limit)
                .list();
    }

    Uni<List<DatasetEntity>> newestDeleted(Set<UUID> owners, UUID before, int limit) {
        return find("ownerId in ?1 and deletedAt is not null and id < ?2 order by id desc", owners, before)
                .page(0, limit)
                .list();
    }
}
