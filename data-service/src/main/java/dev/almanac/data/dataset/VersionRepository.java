package dev.almanac.data.dataset;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class VersionRepository implements PanacheRepositoryBase<VersionEntity, VersionEntity.Key> {}
