package dev.almanac.data.dataset;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class VersionRepository implements PanacheRepositoryBase<VersionEntity, VersionEntity.Key> {

    /// The latest versions of datasets.
    Uni<List<VersionEntity>> latest(List<UUID> datasets) {
        return find(
                        "from DatasetVersion v where v.key.datasetId in ?1 and v.key.version ="
                                + " (select d.latestVersion from Dataset d where d.id = v.key.datasetId)",
                        datasets)
                .list();
    }

    Uni<List<VersionEntity>> ofDataset(UUID dataset) {
        return find("key.datasetId = ?1 order by key.version desc", dataset).list();
    }

    Uni<VersionEntity> byIdempotencyKey(UUID dataset, String key) {
        return find("key.datasetId = ?1 and idempotencyKey = ?2", dataset, key).firstResult();
    }
}
