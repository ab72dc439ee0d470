package dev.almanac.data.upkeep;

import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Renewal of keys. Keys are wrapped again; what they encrypt stays as it is. Doing it again finishes what was
/// interrupted.
@Path("/api/v1/admin/encryption")
@RolesAllowed("admin")
public class KeyRotationResource {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

    private final OwnerKeys keys;
    private final Pool database;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    KeyRotationResource(OwnerKeys keys, Pool database, AuditOutbox audit, JsonWebToken token) {
        this.keys = keys;
        this.database = database;
        this.audit = audit;
        this.token = token;
    }

    /// @param rewrapped keys that are under the new one now
    public record Rotated(int rewrapped) {}

    /// After the provider has a new root key: the keys of owners that older ones wrapped are wrapped by it.
    @POST
    @Path("/root")
    @Blocking
    public Rotated root() {
        int count = keys.rewrapAll();
        told("encryption.root-rotated", "encryption", count);
        return new Rotated(count);
    }

    /// Gives an owner a new key and wraps the keys of their datasets and uploads with it. The old one stays for what
    /// was on
    /// its way meanwhile.
    @POST
    @Path("/owners/{owner}")
    @Blocking
    public Rotated owner(@PathParam("owner") UUID owner) {
        keys.renew(owner);
        int count = 0;
        for (Row row : rows(
                "SELECT DISTINCT v.object_id, 0, v.owner_key, v.wrapped_key FROM dataset_version v"
                        + " JOIN dataset d ON d.id = v.dataset_id WHERE d.owner_id = $1 AND v.format = 2",
                owner)) {
            OwnerKeys.Wrapped wrapped = keys.rewrap(owner, row.getUUID(0), 0, wrapped(row));
            update(
                    "UPDATE dataset_version SET owner_key = $2, wrapped_key = $3 WHERE object_id = $1",
                    Tuple.of(row.getUUID(0), wrapped.ownerKey(), Buffer.buffer(wrapped.key())));
            count++;
        }
        for (Row row : rows("SELECT id, 0, owner_key, wrapped_key FROM upload WHERE owner_id = $1", owner)) {
            OwnerKeys.Wrapped wrapped = keys.rewrap(owner, row.getUUID(0), 0, wrapped(row));
            update(
                    "UPDATE upload SET owner_key = $2, wrapped_key = $3 WHERE id = $1",
                    Tuple.of(row.getUUID(0), wrapped.ownerKey(), Buffer.buffer(wrapped.key())));
            count++;
        }
        told("encryption.owner-rotated", "owner/" + owner, count);
        return new Rotated(count);
    }

    private static OwnerKeys.Wrapped wrapped(Row row) {
        return new OwnerKeys.Wrapped(row.getInteger(2), row.getBuffer(3).getBytes());
    }

    private void told(String type, String subject, int count) {
        AuditEvent event =
                AuditEvent.of(Caller.of(token).userId(), type, subject, Map.of("rewrapped", count), Map.of());
        database.withTransaction(connection -> audit.record(connection, event))
                .await()
                .atMost(DATABASE_LIMIT);
    }

    private List<Row> rows(String sql, UUID owner) {
        List<Row> rows = new ArrayList<>();
        database.preparedQuery(sql)
                .execute(Tuple.of(owner))
                .await()
                .atMost(DATABASE_LIMIT)
                .forEach(rows::add);
        return rows;
    }

    private void update(String sql, Tuple parameters) {
        database.preparedQuery(sql).execute(parameters).await().atMost(DATABASE_LIMIT);
    }
}
