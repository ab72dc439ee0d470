package dev.almanac.data.keys;

import dev.almanac.kit.security.RootKey;
import java.util.Optional;

/// The root key in a file of this machine, and the one before it while a rotation lasts.
final class EmbeddedRootKey implements RootKeyProvider {

    private final RootKey key;
    private final Optional<RootKey> previous;

    EmbeddedRootKey(RootKey key, Optional<RootKey> previous) {
        this.key = key;
        this.previous = previous;
    }

    @Override
    public byte[] wrap(byte[] secret, String purpose) {
        return key.wrap(secret, purpose);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String purpose) {
        try {
            return key.unwrap(wrapped, purpose);
        } catch (IllegalStateException e) {
            if (previous.isEmpty()) {
                throw e;
            }
            return previous.get().unwrap(wrapped, purpose);
        }
    }

    @Override
    public String current() {
        return "embedded:" + key.fingerprint();
    }
}
