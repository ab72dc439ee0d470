package dev.almanac.auth.key;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyEntity, String> {

    Uni<List<SigningKeyEntity>> publishedAt(Instant oldestRetirement) {
        return list("retiresAt > ?1 order by createdAt desc", oldestRetirement);
    }
}
