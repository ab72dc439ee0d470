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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/// The log's signing key, the witness's, and the keys of pseudonyms and content digests: made once, kept wrapped in
/// the database. The first call blocks: make it from a worker or the sequencer's thread.
@ApplicationScoped
public class LogKeys {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);

    private final Pool database;
    private final RootKey rootKey;
    private final String origin;
    private volatile Loaded loaded;

    public LogKeys(Pool database, RootKey rootKey, LogConfig config) {
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
        return SignedNote.sign(checkpoint.text(), verifier(checkpoint.origin()), keys().signing()::sign);
    }

    public SignedNote.Line cosign(SignedNote note, String name, Instant at) {
        return Cosignature.make(note, witness(name), keys().witness()::sign, at);
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

    private static byte[] hmac(Mac keyed, byte[] message) {
        try {
            return ((Mac) keyed.clone()).doFinal(message);
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("The JDK's HMAC can be copied", e);
        }
    }

    private Loaded keys() {
        Loaded known = loaded;
        if (known == null) {
            synchronized (this) {
                if (loaded == null) {
                    loaded = new Loaded(pair("signing"), pair("witness"), mac("pseudonyms"), mac("contents"));
                }
                known = loaded;
            }
        }
        return known;
    }

    private Pair pair(String name) {
        Ed25519PrivateKeyParameters fresh = new Ed25519PrivateKeyParameters(new SecureRandom());
        try {
            Stored kept = keep(
                    name,
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(fresh.generatePublicKey())
                            .getEncoded(),
                    PrivateKeyInfoFactory.createPrivateKeyInfo(fresh).getEncoded());
            byte[] spki = kept.publicKey();
            return new Pair(Arrays.copyOfRange(spki, spki.length - 32, spki.length), (Ed25519PrivateKeyParameters)
                    PrivateKeyFactory.createKey(kept.secret()));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot load the key " + name, e);
        }
    }

    private Mac mac(String name) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(keep(name, new byte[0], random).secret(), "HmacSHA256"));
            return hmac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot load the key " + name, e);
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

    /// Bouncy Castle signs several times faster than the JDK, and each batch waits for a signature.
    private record Pair(byte[] publicKey, Ed25519PrivateKeyParameters secret) {

        byte[] sign(byte[] message) {
            Ed25519Signer ed25519 = new Ed25519Signer();
            ed25519.init(true, secret);
            ed25519.update(message, 0, message.length);
            return ed25519.generateSignature();
        }
    }

    private record Loaded(Pair signing, Pair witness, Mac pseudonyms, Mac contents) {}
}
