package dev.almanac.auth.account;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<AccountEntity, UUID> {

    Uni<AccountEntity> byEmail(String email) {
        return find("email", email).firstResult();
    }

    /// The row, which nobody else changes until the transaction ends.
    Uni<AccountEntity> lock(UUID id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    Uni<Boolean> anyAdmin() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT exists(SELECT FROM account WHERE active AND 'admin' = ANY(roles))",
                                Boolean.class)
                        .getSingleResult());
    }

    /// Locks every administrator's row, so that two of them cannot leave at once.
    ///
    /// @return ids of the active ones
    Uni<List<UUID>> lockAdmins() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT id FROM account WHERE active AND 'admin' = ANY(roles) ORDER BY id FOR UPDATE",
                                UUID.class)
                        .getResultList());
    }

    /// Newest first; `pattern` is part of an address or name, in lower case.
    Uni<List<AccountEntity>> page(String pattern, UUID before, int count) {
        return find(
                        "id < ?1 and (?2 = '' or lower(email) like concat('%', ?2, '%')"
                                + " or lower(fullName) like concat('%', ?2, '%')"
                                + " or lower(username) like concat('%', ?2, '%')) order by id desc",
                        before, pattern)
                .page(0, count)
                .list();
    }
}
