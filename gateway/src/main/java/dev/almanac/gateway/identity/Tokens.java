package dev.almanac.gateway.identity;

import dev.almanac.kit.security.TokenConfig;
import dev.almanac.kit.security.TokenVerifier;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Verifies access tokens. A verified one is remembered by its hash until it expires: checking the signature again
/// would cost more than all else that the gateway does. Verification may wait for keys, so it runs on a worker.
@ApplicationScoped
public class Tokens {

    private static final Logger LOG = Logger.getLogger(Tokens.class);
    private static final int MOST_REMEMBERED = 100_000;
    private static final int LONGEST_TOKEN = 8_192;
    private static final long SWEEP_MILLIS = 30_000;

    private final Vertx vertx;
    private final TokenVerifier verifier;
    private final ConcurrentMap<ByteBuffer, Identity.Known> verified = new ConcurrentHashMap<>();

    Tokens(Vertx vertx, TokenConfig config) {
        this.vertx = vertx;
        this.verifier = new TokenVerifier(config);
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(
                SWEEP_MILLIS,
                ignored -> verified.values().removeIf(known -> known.expiresMillis() < System.currentTimeMillis()));
    }

    /// What is remembered of a token; empty for one that has to be verified.
    public Optional<Identity> remembered(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.of(new Identity.Rejected());
        }
        Identity.Known known = verified.get(hash(token));
        boolean ended = known != null && known.expiresMillis() <= System.currentTimeMillis();
        return Optional.ofNullable(ended ? new Identity.Rejected() : known);
    }

    public Future<Identity> verify(String token) {
        return vertx.executeBlocking(() -> verify(token, hash(token)), false);
    }

    private Identity verify(String token, ByteBuffer hash) {
        try {
            JwtClaims claims = verifier.verify(token);
            Identity.Known known = new Identity.Known(
                    claims.getSubject(), claims.getExpirationTime().getValueInMillis());
            if (verified.size() < MOST_REMEMBERED) {
                verified.put(hash, known);
            }
            return known;
        } catch (InvalidJwtException | MalformedClaimException e) {
            LOG.debugf("A token was rejected: %s", e.getClass().getSimpleName());
            return new Identity.Rejected();
        }
    }

    private static ByteBuffer hash(String token) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha.digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
