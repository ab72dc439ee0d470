package dev.almanac.gateway.identity;

import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.kit.security.ApiKeyText;
import dev.almanac.kit.security.BearerFacts;
import dev.almanac.kit.security.Revocations;
import dev.almanac.kit.security.Sha256;
import dev.almanac.kit.security.TokenConfig;
import dev.almanac.kit.security.TokenVerifier;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Verifies access tokens, and exchanges API keys for them. What was verified is remembered by its hash until it
/// expires or is revoked: checking a signature again would cost more than all else that the gateway does.
@Singleton
public class Tokens {

    private static final Logger LOG = Logger.getLogger(Tokens.class);

    /// The location of keys that means the instances of auth-service.
    private static final String AUTH_SERVICE = "auth-service";

    private static final int MOST_REMEMBERED = 100_000;
    private static final int LONGEST_TOKEN = 8_192;
    private static final long EARLY_MILLIS = 60_000;
    private static final long SWEEP_MILLIS = 30_000;

    private final Vertx vertx;
    private final TokenVerifier verifier;
    private final Revocations revocations;
    private final AuthService auth;
    private final ConcurrentMap<ByteBuffer, Identity.Known> verified = new ConcurrentHashMap<>();
    private final ConcurrentMap<ByteBuffer, Future<Identity>> exchanging = new ConcurrentHashMap<>();

    Tokens(Vertx vertx, TokenConfig config, GatewayConfig gateway, Revocations revocations, AuthService auth) {
        this.vertx = vertx;
        this.verifier = new TokenVerifier(config, locations(config, gateway));
        this.revocations = revocations;
        this.auth = auth;
    }

    private static List<String> locations(TokenConfig config, GatewayConfig gateway) {
        if (!config.jwksLocation().equals(AUTH_SERVICE)) {
            return List.of(config.jwksLocation());
        }
        return gateway.services().get("auth").url().stream()
                .map(url -> url + "/.well-known/jwks.json")
                .toList();
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(SWEEP_MILLIS, ignored -> verified.values().removeIf(Tokens::hasExpired));
    }

    /// What is remembered of a credential; empty for one that has to be verified or exchanged.
    public Optional<Identity> remembered(String credential) {
        boolean key = isKey(credential);
        if (credential.length() > LONGEST_TOKEN
                || (key && ApiKeyText.parse(credential).isEmpty())) {
            return Optional.of(new Identity.Rejected());
        }
        ByteBuffer hash = hash(credential);
        Identity.Known known = verified.get(hash);
        if (known == null) {
            return Optional.empty();
        }
        if (hasExpired(known) || isRevoked(known)) {
            verified.remove(hash);
            return key ? Optional.empty() : Optional.of(new Identity.Rejected());
        }
        if (key && endsSoon(known)) {
            exchange(credential, hash);
        }
        return Optional.of(known);
    }

    /// Verifies a token, on a worker since that may wait for keys; or exchanges an API key first.
    public Future<Identity> verify(String credential) {
        ByteBuffer hash = hash(credential);
        return isKey(credential)
                ? exchange(credential, hash)
                : vertx.executeBlocking(() -> verify(credential, hash, 0), false);
    }

    /// However many ask with a key, it is exchanged once at a time.
    private Future<Identity> exchange(String key, ByteBuffer hash) {
        Promise<Identity> first = Promise.promise();
        Future<Identity> running = exchanging.putIfAbsent(hash, first.future());
        if (running != null) {
            return running;
        }
        auth.exchange(key)
                .compose(answer -> answer.isPresent()
                        ? verified(answer.get(), hash)
                        : Future.succeededFuture(new Identity.Rejected()))
                .otherwise(Tokens::unknowable)
                .onComplete(first);
        return first.future().onComplete(done -> exchanging.remove(hash));
    }

    /// Whether a credential that was good still is.
    public boolean isRevoked(Identity.Known known) {
        return known.facts().isRevoked(revocations);
    }

    private Identity verify(String token, ByteBuffer hash, int callsPerMinute) {
        try {
            BearerFacts facts = BearerFacts.of(verifier.verify(token));
            if (facts.isRevoked(revocations)) {
                return new Identity.Rejected();
            }
            Identity.Known known = new Identity.Known(facts, token, callsPerMinute);
            if (verified.size() < MOST_REMEMBERED) {
                verified.put(hash, known);
            }
            return known;
        } catch (InvalidJwtException e) {
            return TokenVerifier.isKeysFault(e) ? new Identity.Unknowable() : rejected(e);
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return rejected(e);
        }
    }

    private static Identity rejected(Exception reason) {
        LOG.debugf("A token was rejected: %s", reason.getClass().getSimpleName());
        return new Identity.Rejected();
    }

    private Future<Identity> verified(AuthService.Exchanged answer, ByteBuffer hash) {
        return vertx.executeBlocking(() -> verify(answer.accessToken(), hash, answer.callsPerMinute()), false);
    }

    private static Identity unknowable(Throwable failure) {
        LOG.warnf("An API key cannot be exchanged now: %s", failure.getMessage());
        return new Identity.Unknowable();
    }

    private static boolean isKey(String credential) {
        return credential.startsWith(ApiKeyText.PREFIX);
    }

    /// A key is exchanged again early, so that what begins now, such as a WebSocket, has a while.
    private static boolean endsSoon(Identity.Known known) {
        return known.facts().expiresMillis() <= System.currentTimeMillis() + EARLY_MILLIS;
    }

    private static boolean hasExpired(Identity.Known known) {
        return known.facts().expiresMillis() <= System.currentTimeMillis();
    }

    private static ByteBuffer hash(String credential) {
        return ByteBuffer.wrap(Sha256.of(credential));
    }
}
