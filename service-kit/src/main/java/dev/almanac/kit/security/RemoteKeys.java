package dev.almanac.kit.security;

import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/// The key set of an issuer, by key id. It is refreshed in the background, so that no request waits for that; an id
/// that is not in it is asked for at once, by one thread however many need it, and at most every ten seconds. While the
/// issuer does not answer the last good set stays, and it is asked again every two seconds until it does. Thread-safe.
final class RemoteKeys implements VerificationKeyResolver {

    private static final Logger LOG = Logger.getLogger(RemoteKeys.class);

    private static final int FETCH_MILLIS = 2_000;
    private static final long UNKNOWN_KEY_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_SECONDS = 2;

    private final List<String> locations;
    private final long refreshNanos;
    private final Get get = new Get();
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicBoolean background = new AtomicBoolean();
    private volatile Map<String, Key> keys = Map.of();
    private volatile boolean failing;
    private volatile boolean asked;
    private volatile long askedAt;

    /// @param locations of the same key set; the first that answers is asked
    RemoteKeys(List<String> locations, Duration refresh) {
        this.locations = List.copyOf(locations);
        this.refreshNanos = refresh.toNanos();
        get.setConnectTimeout(FETCH_MILLIS);
        get.setReadTimeout(FETCH_MILLIS);
        get.setRetries(0);
    }

    /// Nobody can say now whether a key is one of the issuer's.
    static final class Unavailable extends UnresolvableKeyException {
        private static final long serialVersionUID = 1L;

        Unavailable() {
            super("the key set cannot be fetched");
        }
    }

    @Override
    public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        String id = token.getKeyIdHeaderValue();
        Key key = id == null ? null : keys.get(id);
        if (key != null) {
            refreshIfOld();
            return key;
        }
        if (id == null) {
            throw new UnresolvableKeyException("no key id");
        }
        return unknown(id);
    }

    private Key unknown(String id) throws UnresolvableKeyException {
        fetching.lock();
        try {
            if (keys.get(id) == null && (!asked || age() > UNKNOWN_KEY_PAUSE_NANOS)) {
                fetch();
            }
        } finally {
            fetching.unlock();
        }
        Key key = keys.get(id);
        if (key != null) {
            return key;
        }
        throw failing ? new Unavailable() : new UnresolvableKeyException("an unknown key id");
    }

    private void refreshIfOld() {
        if (age() > refreshNanos && background.compareAndSet(false, true)) {
            Thread.ofVirtual().name("keys").start(this::refresh);
        }
    }

    /// Runs in the background until the issuer answers.
    private void refresh() {
        try {
            do {
                fetching.lock();
                try {
                    fetch();
                } finally {
                    fetching.unlock();
                }
                if (failing) {
                    TimeUnit.SECONDS.sleep(RETRY_SECONDS);
                }
            } while (failing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            background.set(false);
        }
    }

    private void fetch() {
        String reason = "";
        boolean fetched = false;
        for (int i = 0; i < locations.size() && !fetched; i++) {
            try {
                keys = fetched(locations.get(i));
                fetched = true;
            } catch (IOException | JoseException e) {
                reason = e.getMessage();
            }
        }
        if (!fetched && !failing) {
            LOG.warnf("The key set cannot be fetched, the last one holds: %s", reason);
        }
        failing = !fetched;
        askedAt = System.nanoTime();
        asked = true;
        if (failing && background.compareAndSet(false, true)) {
            Thread.ofVirtual().name("keys").start(this::refreshLater);
        }
    }

    private Map<String, Key> fetched(String location) throws IOException, JoseException {
        Map<String, Key> fresh = new HashMap<>();
        for (JsonWebKey key : new JsonWebKeySet(get.get(location).getBody()).getJsonWebKeys()) {
            if (key.getKeyId() != null) {
                fresh.put(key.getKeyId(), key.getKey());
            }
        }
        return Map.copyOf(fresh);
    }

    private void refreshLater() {
        try {
            TimeUnit.SECONDS.sleep(RETRY_SECONDS);
            refresh();
        } catch (InterruptedException e) {
            background.set(false);
            Thread.currentThread().interrupt();
        }
    }

    private long age() {
        return System.nanoTime() - askedAt;
    }
}
