package dev.almanac.auth.session;

import dev.almanac.kit.security.KeyedHash;
import dev.almanac.kit.security.RootKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;

/// Makes the refresh tokens that follow a session's first. A successor is computed from its predecessor, so that racing
/// tabs inside the grace window get the same one although only hashes are stored; without the key nobody can compute
/// it.
@ApplicationScoped
class RefreshSecret {

    private final KeyedHash hash;

    RefreshSecret(RootKey rootKey) {
        this.hash = new KeyedHash(rootKey, "refresh-token-successor");
    }

    String successor(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.of(token));
    }
}
