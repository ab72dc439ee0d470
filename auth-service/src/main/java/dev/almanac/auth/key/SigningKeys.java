package dev.almanac.auth.key;

import dev.almanac.kit.Ids;
import dev.almanac.kit.security.RootKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;

/// Makes a signing key before the last one retires, and keeps what is needed to sign and to publish. A retired key
/// stays published for as long as a token under it can live, so a rotation refuses nobody.
@ApplicationScoped
public class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final int MODULUS_BITS = 2048;
    private static final Duration CHECK_EVERY = Duration.ofMinutes(1);
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final SigningKeyRepository keys;
    private final RootKey rootKey;
    private final TokenIssuerConfig config;
    private final Vertx vertx;
    private volatile State state;

    SigningKeys(SigningKeyRepository keys, RootKey rootKey, TokenIssuerConfig config, Vertx vertx) {
        this.keys = keys;
        this.rootKey = rootKey;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(this::refresh));
        vertx.setPeriodic(
                CHECK_EVERY.toMillis(),
                timer -> Infrastructure.getDefaultWorkerPool().execute(this::rotate));
    }

    Signing current() {
        return state.signing();
    }

    /// The public JWK set.
    String publicSet() {
        return state.publicSet();
    }

    private void rotate() {
        try {
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(this::refresh));
        } catch (Throwable e) {
            LOG.error("Cannot rotate the signing keys; the old ones stay in use", e);
        }
    }

    @WithSession
    Uni<Void> refresh() {
        Instant now = Instant.now();
        return keys.publishedAt(now.minus(config.life()))
                .chain(published -> {
                    boolean fresh = !published.isEmpty()
                            && published.getFirst().retiresAt.isAfter(now.plus(OVERLAP));
                    return fresh
                            ? Uni.createFrom().item(published)
                            : keys.persist(generate(now)).chain(() -> keys.publishedAt(now.minus(config.life())));
                })
                .invoke(published -> state = load(published, now))
                .replaceWithVoid();
    }

    private SigningKeyEntity generate(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(MODULUS_BITS);
            KeyPair pair = generator.generateKeyPair();
            SigningKeyEntity key = new SigningKeyEntity();
            key.id = Ids.next().toString();
            RsaJsonWebKey jwk = new RsaJsonWebKey((RSAPublicKey) pair.getPublic());
            jwk.setKeyId(key.id);
            jwk.setAlgorithm("RS256");
            jwk.setUse("sig");
            key.publicJwk = jwk.toJson(OutputControlLevel.PUBLIC_ONLY);
            key.wrapped = rootKey.wrap(pair.getPrivate().getEncoded(), "signing-key:" + key.id);
            key.createdAt = now;
            key.retiresAt = now.plus(config.keyLife());
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a signing key", e);
        }
    }

    /// Signs with the newest key that verifiers have had time to fetch; the very first one signs at once.
    private State load(List<SigningKeyEntity> published, Instant now) {
        SigningKeyEntity chosen = published.stream()
                .filter(key -> key.createdAt.isBefore(now.minus(OVERLAP)))
                .findFirst()
                .orElse(published.getLast());
        String set = published.stream()
                .map(key -> key.publicJwk)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        try {
            byte[] secret = rootKey.unwrap(chosen.wrapped, "signing-key:" + chosen.id);
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(secret));
            return new State(new Signing(chosen.id, key), "{\"keys\":[" + set + "]}");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read signing key " + chosen.id, e);
        }
    }

    record Signing(String id, PrivateKey key) {}

    private record State(Signing signing, String publicSet) {}
}
