package dev.almanac.auth.factor;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

@ApplicationScoped
class TotpRepository implements PanacheRepositoryBase<TotpEntity, UUID> {

    /// The row, one caller after the other: a code works for the first of any number of racers.
    Uni<TotpEntity> lock(UUID account) {
        return find("accountId", account)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    Uni<Long> confirmed(UUID account) {
        return count("accountId = ?1 and confirmedAt is not null", account);
    }
}
