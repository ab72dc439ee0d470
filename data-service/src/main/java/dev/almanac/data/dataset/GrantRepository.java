package dev.almanac.data.dataset;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Who else may see or change a dataset.
@ApplicationScoped
class GrantRepository implements PanacheRepositoryBase<GrantEntity, GrantEntity.Key> {

    Uni<List<GrantEntity>> ofDataset(UUID dataset) {
        return find("key.datasetId = ?1 order by createdAt, key.grantee", dataset)
                .list();
    }
}
