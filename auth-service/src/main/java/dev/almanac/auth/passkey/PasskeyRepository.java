package dev.almanac.auth.passkey;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class PasskeyRepository implements PanacheRepositoryBase<PasskeyEntity, UUID> {

    Uni<List<PasskeyEntity>> of(UUID account) {
        return list("accountId = ?1 order by id", account);
    }

    Uni<PasskeyEntity> byCredential(byte[] credentialId) {
        return find("credentialId", (Object) credentialId).firstResult();
    }

    Uni<Boolean> remove(UUID account, UUID id) {
        return delete("accountId = ?1 and id = ?2", account, id).map(count -> count == 1);
    }

    Uni<Long> countOf(UUID account) {
        return count("accountId", account);
    }

    Uni<Long> removeAll(UUID account) {
        return delete("accountId", account);
    }
}
