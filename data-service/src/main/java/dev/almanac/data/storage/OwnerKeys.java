package dev.almanac.data.storage;

import com.google.crypto.tink.subtle.AesGcmJce;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.RootKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.UUID;

/// The key tree: the root key wraps one key an owner, the owner's key wraps one key a dataset version.
/// Every call blocks: use it from a worker thread.
@ApplicationScoped
public class OwnerKeys {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);

    private final Pool database;
    private final RootKey rootKey;

    OwnerKeys(Pool database, RootKey rootKey) {
        this.database = database;
        this.rootKey = rootKey;
    }

    /// A key for a new version, and the vault that uses it.
    public Fresh fresh(UUID owner, UUID dataset, int version) {
        ensure(owner);
        byte[] key = Vault.freshKey();
        String place = place(owner, dataset, version);
        try {
            byte[] wrapped = owner(owner).encrypt(key, place.getBytes(StandardCharsets.UTF_8));
            return new Fresh(wrapped, new Vault(key, place));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot wrap the key of " + place, e);
        }
    }

    public Vault open(UUID owner, UUID dataset, int version, byte[] wrapped) {
        String place = place(owner, dataset, version);
        try {
            return new Vault(owner(owner).decrypt(wrapped, place.getBytes(StandardCharsets.UTF_8)), place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot open the key of " + place, e);
        }
    }

    /// Makes everything of an owner unreadable.
    public void destroy(UUID owner) {
        database.preparedQuery("DELETE FROM owner_key WHERE owner_id = $1")
                .execute(Tuple.of(owner))
                .await()
                .atMost(DATABASE_LIMIT);
    }

    /// Makes a key for an owner who has none yet.
    private void ensure(UUID owner) {
        byte[] candidate = rootKey.wrap(Vault.freshKey(), purpose(owner));
        database.preparedQuery("INSERT INTO owner_key (owner_id, wrapped) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(owner, Buffer.buffer(candidate)))
                .await()
                .atMost(DATABASE_LIMIT);
    }

    private AesGcmJce owner(UUID owner) throws GeneralSecurityException {
        for (Row row : database.preparedQuery("SELECT wrapped FROM owner_key WHERE owner_id = $1")
                .execute(Tuple.of(owner))
                .await()
                .atMost(DATABASE_LIMIT)) {
            return new AesGcmJce(rootKey.unwrap(row.getBuffer(0).getBytes(), purpose(owner)));
        }
        throw CommonProblem.NOT_FOUND.because("The owner's key is destroyed");
    }

    private static String purpose(UUID owner) {
        return "owner-key:" + owner;
    }

    private static String place(UUID owner, UUID dataset, int version) {
        return owner + "/" + dataset + "/" + version;
    }

    /// @param wrapped to be stored beside the version
    public record Fresh(byte[] wrapped, Vault vault) {}
}
