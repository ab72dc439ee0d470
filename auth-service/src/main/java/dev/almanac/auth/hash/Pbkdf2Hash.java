package dev.almanac.auth.hash;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/// PBKDF2 as three libraries write it: Werkzeug `pbkdf2:sha256:N$salt$hex` and Django `pbkdf2_sha256$N$salt$base64`
/// with the salt as text, passlib `$pbkdf2-sha256$N$salt$hash` with both in its base64. Source: RFC 8018.
final class Pbkdf2Hash implements StoredHash {

    private static final Pattern WERKZEUG =
            Pattern.compile("pbkdf2:(sha1|sha256|sha512):([0-9]{1,10})\\$([^$]{1,128})\\$([0-9a-f]{40,128})");
    private static final Pattern DJANGO = Pattern.compile(
            "pbkdf2_(sha1|sha256|sha512)\\$([0-9]{1,10})\\$([^$]{1,128})\\$([A-Za-z0-9+/]{26,90}={0,2})");
    private static final Pattern PASSLIB = Pattern.compile(
            "\\$pbkdf2(?:-(sha256|sha512))?\\$([0-9]{1,10})\\$([A-Za-z0-9./]{1,128})\\$([A-Za-z0-9./]{20,90})");
    private static final Map<String, Supplier<Digest>> DIGESTS =
            Map.of("sha1", SHA1Digest::new, "sha256", SHA256Digest::new, "sha512", SHA512Digest::new);
    private static final long LEAST_ROUNDS = 1_000;
    private static final long MOST_ROUNDS = 10_000_000;

    private final Supplier<Digest> digest;
    private final int rounds;
    private final byte[] salt;
    private final byte[] expected;

    private Pbkdf2Hash(Supplier<Digest> digest, int rounds, byte[] salt, byte[] expected) {
        this.digest = digest;
        this.rounds = rounds;
        this.salt = salt;
        this.expected = expected;
    }

    static Optional<Pbkdf2Hash> parse(String stored) {
        Matcher werkzeug = WERKZEUG.matcher(stored);
        if (werkzeug.matches()) {
            return of(werkzeug, Optional.of(Forms.text(werkzeug.group(3))), Forms.hex(werkzeug.group(4)));
        }
        Matcher django = DJANGO.matcher(stored);
        if (django.matches()) {
            return of(django, Optional.of(Forms.text(django.group(3))), Forms.base64(django.group(4)));
        }
        Matcher passlib = PASSLIB.matcher(stored);
        return passlib.matches()
                ? of(passlib, Forms.base64(passlib.group(3)), Forms.base64(passlib.group(4)))
                : Optional.empty();
    }

    @Override
    public boolean matches(String password) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest.get());
        generator.init(password.getBytes(StandardCharsets.UTF_8), salt, rounds);
        KeyParameter key = (KeyParameter) generator.generateDerivedParameters(expected.length * Byte.SIZE);
        return Forms.same(expected, key.getKey());
    }

    private static Optional<Pbkdf2Hash> of(Matcher form, Optional<byte[]> salt, Optional<byte[]> hash) {
        String name = form.group(1) == null ? "sha1" : form.group(1);
        long rounds = Long.parseLong(form.group(2));
        boolean sound = salt.isPresent() && hash.isPresent() && Forms.isWithin(rounds, LEAST_ROUNDS, MOST_ROUNDS);
        return sound
                ? Optional.of(new Pbkdf2Hash(DIGESTS.get(name), (int) rounds, salt.get(), hash.get()))
                : Optional.empty();
    }
}
