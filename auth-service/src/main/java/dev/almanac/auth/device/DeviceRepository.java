package dev.almanac.auth.device;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class DeviceRepository implements PanacheRepositoryBase<DeviceEntity, byte[]> {

    /// As many as are looked at: nobody has more, and programs that never keep their secret do not count.
    private static final int MOST = 100;

    Uni<DeviceEntity> of(UUID account, byte[] hash) {
        return find("hash = ?1 and accountId = ?2", hash, account).firstResult();
    }

    Uni<List<DeviceEntity>> ofSince(UUID account, Instant since) {
        return find("accountId = ?1 and lastSeen > ?2 order by lastSeen desc", account, since)
                .page(0, MOST)
                .list();
    }

    Uni<Long> deleteUnseenSince(Instant time) {
        return delete("lastSeen < ?1", time);
    }

    Uni<Long> deleteOf(UUID account) {
        return delete("accountId", account);
    }
}
