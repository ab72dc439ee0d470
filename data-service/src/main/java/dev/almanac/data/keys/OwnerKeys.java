package dev.almanac.data.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The key tree: the root key wraps the keys of owners (versioned rows), an owner's key wraps one key a dataset
/// version.
/// Every call blocks: use it from a worker thread.
@ApplicationScoped
public class OwnerKeys {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);

    private final Pool database;
    private final RootKeyProvider root;
    private final Duration keep;
    private final Map<Id, Opened> opened = new ConcurrentHashMap<>();

    OwnerKeys(Pool database, RootKeyProvider root, KeyConfig config) {
        this.database = database;
        this.root = root;
        this.keep = config.keep();
    }

    /// A key for a new version of a dataset or for an upload, and the vault that uses it.
    ///
    /// @param thing id of the dataset or upload
    public Fresh fresh(UUID owner, UUID thing, int version) {
        int ownerKey = latest(owner);
        byte[] key = Vault.freshKey();
        return new Fresh(
                new Wrapped(ownerKey, wrap(owner, thing, version, ownerKey, key)),
                new Vault(key, place(owner, thing, version)));
    }

    /// @throws IllegalStateException when the wrapped key was changed or moved
    public Vault open(UUID owner, UUID thing, int version, Wrapped wrapped) {
        return new Vault(unwrap(owner, thing, version, wrapped), place(owner, thing, version));
    }

    /// The same key under the owner's newest; the objects stay as they are.
    public Wrapped rewrap(UUID owner, UUID thing, int version, Wrapped wrapped) {
        int ownerKey = latest(owner);
        return new Wrapped(ownerKey, wrap(owner, thing, version, ownerKey, unwrap(owner, thing, version, wrapped)));
    }

    /// Makes everything of an owner unreadable, in backups too.
    public void destroy(UUID owner) {
        query("DELETE FROM owner_key WHERE owner_id = $1", Tuple.of(owner));
        opened.keySet().removeIf(id -> id.owner().equals(owner));
    }

    /// Gives an owner a new key; what the older ones wrap is to be wrapped again.
    public void renew(UUID owner) {
        int next = latest(owner) + 1;
        insert(owner, next);
    }

    /// Wraps every key that an older root key wrapped under the present one.
    ///
    /// @return how many there were
    public int rewrapAll() {
        String current = root.current();
        int count = 0;
        for (Row row :
                query("SELECT owner_id, version, wrapped FROM owner_key WHERE root_key <> $1", Tuple.of(current))) {
            UUID owner = row.getUUID(0);
            int version = row.getInteger(1);
            byte[] key = root.unwrap(row.getBuffer(2).getBytes(), purpose(owner, version));
            query(
                    "UPDATE owner_key SET wrapped = $3, root_key = $4 WHERE owner_id = $1 AND version = $2",
                    Tuple.of(owner, version, Buffer.buffer(root.wrap(key, purpose(owner, version))), current));
            count++;
        }
        return count;
    }

    private byte[] wrap(UUID owner, UUID thing, int version, int ownerKey, byte[] key) {
        try {
            return aead(owner, ownerKey)
                    .encrypt(key, place(owner, thing, version).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot wrap the key of " + place(owner, thing, version), e);
        }
    }

    private byte[] unwrap(UUID owner, UUID thing, int version, Wrapped wrapped) {
        String place = place(owner, thing, version);
        try {
            return aead(owner, wrapped.ownerKey()).decrypt(wrapped.key(), place.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot open the key of " + place, e);
        }
    }

    private int latest(UUID owner) {
        for (int attempt = 0; attempt < 2; attempt++) {
            Row row = query("SELECT max(version) FROM owner_key WHERE owner_id = $1", Tuple.of(owner))
                    .iterator()
                    .next();
            if (row.getInteger(0) != null) {
                return row.getInteger(0);
            }
            insert(owner, 1);
        }
        throw new IllegalStateException("An owner's key was made and is not there");
    }

    /// The label is taken before the key is wrapped: one that is too old is wrapped again, one that is too new is not.
    private void insert(UUID owner, int version) {
        String label = root.current();
        byte[] wrapped = root.wrap(Vault.freshKey(), purpose(owner, version));
        boolean kept = database.withTransaction(connection -> ErasedOwners.mayKeep(connection, owner)
                        .call(may -> may
                                ? connection
                                        .preparedQuery("INSERT INTO owner_key (owner_id, version, wrapped, root_key)"
                                                + " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
                                        .execute(Tuple.of(owner, version, Buffer.buffer(wrapped), label))
                                : Uni.createFrom().voidItem()))
                .await()
                .atMost(DATABASE_LIMIT);
        if (!kept) {
            throw CommonProblem.NOT_FOUND.because("The account or team is gone");
        }
    }

    /// An opened key is used again for some minutes, as long as its row is there.
    private AesGcmJce aead(UUID owner, int version) throws GeneralSecurityException {
        Instant now = Instant.now();
        opened.values().removeIf(key -> key.until().isBefore(now));
        Id id = new Id(owner, version);
        for (Row row :
                query("SELECT wrapped FROM owner_key WHERE owner_id = $1 AND version = $2", Tuple.of(owner, version))) {
            byte[] wrapped = row.getBuffer(0).getBytes();
            Opened known = opened.get(id);
            if (known == null || !Arrays.equals(known.wrapped(), wrapped)) {
                known = new Opened(
                        wrapped, new AesGcmJce(root.unwrap(wrapped, purpose(owner, version))), now.plus(keep));
                opened.put(id, known);
            }
            return known.aead();
        }
        throw CommonProblem.NOT_FOUND.because("The owner's key is destroyed");
    }

    private RowSet<Row> query(String sql, Tuple parameters) {
        return database.preparedQuery(sql).execute(parameters).await().atMost(DATABASE_LIMIT);
    }

    private static String purpose(UUID owner, int version) {
        return version == 1 ? "owner-key:" + owner : "owner-key:" + owner + ":" + version;
    }

    private static String place(UUID owner, UUID thing, int version) {
        return owner + "/" + thing + "/" + version;
    }

    /// @param ownerKey version of the owner's key that wrapped it
    public record Wrapped(int ownerKey, byte[] key) {}

    /// @param wrapped to be stored beside the version
    public record Fresh(Wrapped wrapped, Vault vault) {}

    private record Id(UUID owner, int version) {}

    private record Opened(byte[] wrapped, AesGcmJce aead, Instant until) {}
}
