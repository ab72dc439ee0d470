package dev.almanac.audit.append;

import dev.almanac.kit.security.RootKey;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.SignedNote;
import dev.almanac.log.VerifierKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The log's signing key and the key of its pseudonyms: made once, kept wrapped in the database.
@ApplicationScoped
public class LogKeys {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);

    private final Pool database;
    private final RootKey rootKey;
    private final String origin;
    private volatile Loaded loaded;

    LogKeys(Pool database, RootKey rootKey, LogConfig config) {
        this.database = database;
        this.rootKey = rootKey;
        this.origin = config.origin();
    }

    /// The key that strangers check checkpoints with.
    public VerifierKey verifier() {
        return keys().verifier();
    }

    String sign(Checkpoint checkpoint) {
        return SignedNote.sign(checkpoint.text(), keys().verifier(), keys().signing());
    }

    /// A stable name for a tenant that only this log can compute.
    public String pseudonym(String tenant) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(keys().pseudonyms());
            return HexFormat.of().formatHex(hmac.doFinal(tenant.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot compute a pseudonym", e);
        }
    }

    String origin() {
        return origin;
    }

    /// Blocks on first use: call it from a worker or the sequencer's thread.
    private Loaded keys() {
        Loaded known = loaded;
        if (known == null) {
            synchronized (this) {
                if (loaded == null) {
                    loaded = load();
                }
                known = loaded;
            }
        }
        return known;
    }

    private Loaded load() {
        try {
            KeyPair fresh = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Stored signing = keep(
                    "signing",
                    fresh.getPublic().getEncoded(),
                    fresh.getPrivate().getEncoded());
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Stored pseudonyms = keep("pseudonyms", new byte[0], random);
            PrivateKey secret =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(signing.secret()));
            byte[] spki = signing.publicKey();
            byte[] raw = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
            return new Loaded(
                    new VerifierKey(origin, raw), secret, new SecretKeySpec(pseudonyms.secret(), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot load the log's keys", e);
        }
    }

    /// Stores the key unless one is there, and answers the one that is there.
    private Stored keep(String name, byte[] publicKey, byte[] secret) {
        String purpose = "log-key:" + name;
        database.preparedQuery("INSERT INTO log_key VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(name, Buffer.buffer(publicKey), Buffer.buffer(rootKey.wrap(secret, purpose))))
                .await()
                .atMost(DATABASE_LIMIT);
        Row row = database.preparedQuery("SELECT public, wrapped FROM log_key WHERE name = $1")
                .execute(Tuple.of(name))
                .await()
                .atMost(DATABASE_LIMIT)
                .iterator()
                .next();
        byte[] wrapped = row.getBuffer("wrapped").getBytes();
        return new Stored(row.getBuffer("public").getBytes(), rootKey.unwrap(wrapped, purpose));
    }

    private record Stored(byte[] publicKey, byte[] secret) {}

    private record Loaded(VerifierKey verifier, PrivateKey signing, SecretKeySpec pseudonyms) {}
}
