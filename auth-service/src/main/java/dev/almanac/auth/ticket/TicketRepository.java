package dev.almanac.auth.ticket;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

@ApplicationScoped
class TicketRepository implements PanacheRepositoryBase<TicketEntity, byte[]> {

    Uni<TicketEntity> ofPurpose(byte[] hash, Purpose purpose) {
        return find("hash = ?1 and purpose = ?2", hash, purpose).firstResult();
    }

    /// @return whether this caller was the one that took it: of any number of racers one is
    Uni<Boolean> take(byte[] hash) {
        return delete("hash = ?1", (Object) hash).map(count -> count == 1);
    }

    Uni<Long> deleteOf(UUID account, Purpose purpose) {
        return delete("accountId = ?1 and purpose = ?2", account, purpose);
    }

    Uni<Long> deleteExpired(Instant now) {
        return delete("expiresAt < ?1", now);
    }
}
