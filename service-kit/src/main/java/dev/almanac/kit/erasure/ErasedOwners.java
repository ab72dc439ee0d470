package dev.almanac.kit.erasure;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/// Owners whose things were erased, in the service's table `erased_owner`. Whoever keeps something new asks first, in
/// the transaction that keeps it: an erasure waits until that ends, and what comes after an erasure sees it.
public final class ErasedOwners {

    private ErasedOwners() {}

    /// Whether things of an owner may be kept. Joins the transaction of a connection of the plain PostgreSQL client.
    public static Uni<Boolean> mayKeep(SqlConnection connection, UUID owner) {
        return connection
                .preparedQuery("SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1))")
                .execute(Tuple.of(owner.toString()))
                .chain(() -> connection
                        .preparedQuery("SELECT FROM erased_owner WHERE owner_id = $1")
                        .execute(Tuple.of(owner)))
                .map(rows -> rows.rowCount() == 0);
    }

    /// The same in the current Hibernate Reactive transaction.
    public static Uni<Boolean> mayKeep(UUID owner) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT cast(pg_advisory_xact_lock_shared(hashtextextended(?1, 1)) AS text)",
                                String.class)
                        .setParameter(1, owner.toString())
                        .getSingleResult()
                        .chain(() -> session.createNativeQuery(
                                        "SELECT NOT exists(SELECT FROM erased_owner WHERE owner_id = ?1)",
                                        Boolean.class)
                                .setParameter(1, owner)
                                .getSingleResult()));
    }

    /// From the end of the transaction on nothing new is kept for this owner; what was being written has ended.
    public static Uni<Void> remember(SqlConnection connection, UUID owner) {
        return connection
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))")
                .execute(Tuple.of(owner.toString()))
                .chain(() -> connection
                        .preparedQuery("INSERT INTO erased_owner (owner_id) VALUES ($1) ON CONFLICT DO NOTHING")
                        .execute(Tuple.of(owner)))
                .replaceWithVoid();
    }
}
