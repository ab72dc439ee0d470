package dev.almanac.auth.revocation;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

@ApplicationScoped
class RevocationRepository implements PanacheRepositoryBase<RevocationEntity, Long> {

    Uni<Long> deleteOver(Instant now) {
        return delete("until < ?1", now);
    }
}
