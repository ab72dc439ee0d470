package dev.almanac.auth.revocation;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class RevocationRepository implements PanacheRepositoryBase<RevocationEntity, Long> {

    private static final int AT_ONCE = 1_000;

    /// Lets one transaction after the other write, so that a reader never sees a number before a smaller one.
    Uni<Void> lock() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT cast(pg_advisory_xact_lock(hashtext('revocation')) AS text)", String.class)
                        .getSingleResult())
                .replaceWithVoid();
    }

    Uni<List<RevocationEntity>> after(long number) {
        return find("seq > ?1 order by seq", number).page(0, AT_ONCE).list();
    }

    Uni<Long> deleteOver(Instant now) {
        return delete("until < ?1", now);
    }
}
