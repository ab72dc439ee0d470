package dev.almanac.forecast.council;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Councils, who votes in them, and whom they decide for.
@ApplicationScoped
public class CouncilRepository {

    private static final String WHOLE = """
            SELECT c.*, array(SELECT o.user_id FROM council_operator o WHERE o.council_id = c.id ORDER BY 1) AS operators,
                array(SELECT g.owner_id FROM council_governs g WHERE g.council_id = c.id ORDER BY 1) AS governs
            FROM council c\s""";

    private final Pool database;

    CouncilRepository(Pool database) {
        this.database = database;
    }

    /// @return false when the name is taken
    Uni<Boolean> insert(SqlConnection connection, UUID id, UUID creator, CouncilRequests.NewCouncil request) {
        return connection
                .preparedQuery("""
                        INSERT INTO council (id, name, threshold, created_by, created_at)
                        VALUES ($1, $2, $3, $4, now()) ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(id, request.name(), request.threshold(), creator))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> setOperators(SqlConnection connection, UUID council, List<UUID> operators) {
        UUID[] ids = operators.toArray(UUID[]::new);
        return connection
                .preparedQuery("DELETE FROM council_operator WHERE council_id = $1 AND user_id <> ALL($2)")
                .execute(Tuple.of(council, ids))
                .chain(() -> connection.preparedQuery("""
                                INSERT INTO council_operator (council_id, user_id, assigned_at)
                                SELECT DISTINCT $1::uuid, id, now() FROM unnest($2::uuid[]) id ON CONFLICT DO NOTHING""").execute(Tuple.of(council, ids)))
                .replaceWithVoid();
    }

    Uni<Void> setGoverned(SqlConnection connection, UUID council, List<UUID> owners) {
        UUID[] ids = owners.toArray(UUID[]::new);
        return connection
                .preparedQuery("DELETE FROM council_governs WHERE council_id = $1 AND owner_id <> ALL($2)")
                .execute(Tuple.of(council, ids))
                .chain(() -> connection.preparedQuery("""
                                INSERT INTO council_governs (council_id, owner_id)
                                SELECT DISTINCT $1::uuid, id FROM unnest($2::uuid[]) id ON CONFLICT DO NOTHING""").execute(Tuple.of(council, ids)))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("DELETE FROM council WHERE id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /// Its operators stay as they are until the transaction ends.
    Uni<Optional<Council>> locked(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("SELECT FROM council WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(id))
                .chain(() -> byId(connection, id));
    }

    Uni<Optional<Council>> byId(UUID id) {
        return byId(database, id);
    }

    private static Uni<Optional<Council>> byId(SqlClient client, UUID id) {
        return client.preparedQuery(WHOLE + "WHERE c.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(Council::of).findFirst());
    }

    /// @param operator who votes in them
    /// @param owners or whom they decide for
    Uni<List<Council>> concerning(UUID operator, Set<UUID> owners, UUID before, int limit) {
        return database.preparedQuery(WHOLE + """
                        WHERE c.id < $3 AND (
                            EXISTS (SELECT FROM council_operator o WHERE o.council_id = c.id AND o.user_id = $1)
                            OR EXISTS (SELECT FROM council_governs g
                                WHERE g.council_id = c.id AND g.owner_id = ANY($2)))
                        ORDER BY c.id DESC LIMIT $4""")
                .execute(Tuple.of(operator, owners.toArray(UUID[]::new), before, limit))
                .map(rows -> rows.stream().map(Council::of).toList());
    }

    Uni<List<Council>> all(UUID before, int limit) {
        return database.preparedQuery(WHOLE + "WHERE c.id < $1 ORDER BY c.id DESC LIMIT $2")
                .execute(Tuple.of(before, limit))
                .map(rows -> rows.stream().map(Council::of).toList());
    }

    /// Which councils decide for an owner.
    Uni<List<UUID>> governing(SqlClient client, UUID owner) {
        return client.preparedQuery("SELECT council_id FROM council_governs WHERE owner_id = $1 ORDER BY 1")
                .execute(Tuple.of(owner))
                .map(rows -> rows.stream().map(row -> row.getUUID(0)).toList());
    }

    /// Whoever is gone votes no more, and nobody decides for them; what they voted and proposed stays without words.
    public Uni<Void> erase(SqlConnection connection, UUID subject) {
        return connection
                .preparedQuery("DELETE FROM council_operator WHERE user_id = $1")
                .execute(Tuple.of(subject))
                .chain(() -> connection
                        .preparedQuery("DELETE FROM council_governs WHERE owner_id = $1")
                        .execute(Tuple.of(subject)))
                .chain(() -> connection.preparedQuery("""
                                UPDATE council_vote SET reason = NULL, address = NULL, signature = NULL
                                WHERE user_id = $1""").execute(Tuple.of(subject)))
                .chain(() -> connection.preparedQuery("""
                                UPDATE council_proposal SET reason = ''
                                WHERE proposed_by = $1 OR owner_id = $1""").execute(Tuple.of(subject)))
                .replaceWithVoid();
    }
}
