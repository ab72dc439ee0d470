package dev.almanac.gateway.identity;

import dev.almanac.kit.security.ApiKeyText;
import dev.almanac.kit.security.BearerFacts;
import dev.almanac.kit.security.BootstrapSecret;
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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Verifies access tokens, and exchanges API keys for them. What was verified is remembered by its hash until it
/// expires or is revoked: checking a signature again would cost more than all else that the gateway does.
@Singleton
public class Tokens {

    private static final Logger LOG = Logger.getLogger(Tokens.class);
    private static final int MOST_REMEMBERED = 100_000;
    private static final int LONGEST_TOKEN = 8_192;
    private static final long EARLY_MILLIS = 60_000;
    private static final long SWEEP_MILLIS = 30_000;

    private final Vertx vertx;
    private final TokenVerifier verifier;
    private final Revocations revocations;
    private final ApiKeyClient auth;
    private final BootstrapSecret secret;
    private final ConcurrentMap<ByteBuffer, Identity.Known> verified = new ConcurrentHashMap<>();
    private final ConcurrentMap<ByteBuffer, Future<Identity>> exchanging = new ConcurrentHashMap<>();

    Tokens(
            Vertx vertx,
            TokenConfig config,
            Revocations revocations,
            @RestClient ApiKeyClient auth,
            BootstrapSecret secret) {
        this.vertx = vertx;
        this.verifier = new TokenVerifier(config);
        this.revocations = revocations;
        this.auth = auth;
        this.secret = secret;
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
        auth.exchange(secret.authorization(), new ApiKeyClient.Presented(key))
                .subscribe()
                .with(
                        answer -> vertx.executeBlocking(
                                        () -> verify(answer.accessToken(), hash, answer.callsPerMinute()), false)
                                .onComplete(first),
                        failure -> first.complete(refusal(failure)));
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

    private static Identity refusal(Throwable failure) {
        if (ApiKeyClient.isRefusal(failure)) {
            return new Identity.Rejected();
        }
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
