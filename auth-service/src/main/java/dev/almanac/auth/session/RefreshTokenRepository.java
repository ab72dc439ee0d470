package dev.almanac.auth.session;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

@ApplicationScoped
class RefreshTokenRepository implements PanacheRepositoryBase<RefreshTokenEntity, byte[]> {

    /// The token's row, locked until the transaction ends: the first of any number of racers decides.
    Uni<RefreshTokenEntity> lock(byte[] hash) {
        return find("hash", (Object) hash)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }
}
