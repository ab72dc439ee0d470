package dev.almanac.auth.wallet;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class WalletRepository implements PanacheRepositoryBase<WalletEntity, String> {

    Uni<List<WalletEntity>> of(UUID account) {
        return list("accountId = ?1 order by linkedAt", account);
    }

    Uni<Boolean> remove(UUID account, String address) {
        return delete("accountId = ?1 and address = ?2", account, address).map(count -> count == 1);
    }

    Uni<Long> countOf(UUID account) {
        return count("accountId", account);
    }

    Uni<Long> removeAll(UUID account) {
        return delete("accountId", account);
    }
}
