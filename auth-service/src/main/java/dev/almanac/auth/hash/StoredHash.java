package dev.almanac.auth.hash;

import java.util.Optional;
import java.util.stream.Stream;

/// A password hash as it was stored. Its cost is bounded when it is read, before anything is computed: a form that
/// would cost too much is as unknown as one in no form at all.
public sealed interface StoredHash permits Argon2Hash, BcryptHash, Pbkdf2Hash, ScryptHash {

    /// Takes its time, and memory as the form says.
    boolean matches(String password);

    /// Reads Argon2 PHC strings, bcrypt, and PBKDF2 and scrypt as Werkzeug, Django and passlib write them.
    ///
    /// @return empty for an unknown form or a cost out of bounds
    static Optional<StoredHash> parse(String stored) {
        return Stream.<Optional<? extends StoredHash>>of(
                        Argon2Hash.parse(stored),
                        BcryptHash.parse(stored),
                        Pbkdf2Hash.parse(stored),
                        ScryptHash.parse(stored))
                .flatMap(Optional::stream)
                .<StoredHash>map(found -> found)
                .findFirst();
    }
}
