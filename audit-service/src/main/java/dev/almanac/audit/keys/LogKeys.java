package dev.almanac.audit.keys;

import dev.almanac.kit.security.RootKey;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Cosignature;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The log's signing key, the witness's, and the keys of pseudonyms and content digests: made once, kept wrapped in
/// the database. The first call blocks: make it from a worker or the sequencer's thread.
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
        return verifier(origin);
    }

    /// The same key under the name of a tenant's view.
    public VerifierKey verifier(String name) {
        return new VerifierKey(VerifierKey.Kind.NOTE, name, keys().signing().publicKey());
    }

    /// The key that others check this service's cosignatures with, under the witness's name.
    public VerifierKey witness(String name) {
        return new VerifierKey(
                VerifierKey.Kind.COSIGNATURE, name, keys().witness().publicKey());
    }

    /// The checkpoint as a signed note, under the name of its origin.
    public String sign(Checkpoint checkpoint) {
        return SignedNote.sign(
                checkpoint.text(),
                verifier(checkpoint.origin()),
                keys().signing().secret());
    }

    public SignedNote.Line cosign(SignedNote note, String name, Instant at) {
        return Cosignature.make(note, witness(name), keys().witness().secret(), at);
    }

    /// A stable name for a tenant that only this log can compute.
    public String pseudonym(String tenant) {
        byte[] name = hmac(keys().pseudonyms(), tenant.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(name, 0, 16);
    }

    /// A digest of an event's content that tells nothing to whoever lacks the key, however few the possible contents.
    public byte[] contentDigest(byte[] content) {
        return hmac(keys().contents(), content);
    }

    public String origin() {
        return origin;
    }

    private static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(key);
            return hmac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot compute an HMAC", e);
        }
    }

    private Loaded keys() {
        Loaded known = loaded;
        if (known == null) {
            synchronized (this) {
                if (loaded == null) {
                    loaded = new Loaded(pair("signing"), pair("witness"), secret("pseudonyms"), secret("contents"));
                }
                known = loaded;
            }
        }
        return known;
    }

    private Pair pair(String name) {
        try {
            KeyPair fresh = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Stored kept = keep(
                    name, fresh.getPublic().getEncoded(), fresh.getPrivate().getEncoded());
            PrivateKey secret =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(kept.secret()));
            byte[] spki = kept.publicKey();
            return new Pair(Arrays.copyOfRange(spki, spki.length - 32, spki.length), secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot load the key " + name, e);
        }
    }

    private SecretKeySpec secret(String name) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new SecretKeySpec(keep(name, new byte[0], random).secret(), "HmacSHA256");
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

    private record Pair(byte[] publicKey, PrivateKey secret) {}

    private record Loaded(Pair signing, Pair witness, SecretKeySpec pseudonyms, SecretKeySpec contents) {}
}
