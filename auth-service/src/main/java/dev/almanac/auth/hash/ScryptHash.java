package dev.almanac.auth.hash;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;

/// scrypt as Werkzeug (`scrypt:N:r:p$salt$hex`, the salt as text), Django (`scrypt$N$salt$r$p$base64`) and passlib
/// (`$scrypt$ln=..,r=..,p=..$salt$hash`) write it. Source: RFC 7914.
final class ScryptHash implements StoredHash {

    private static final Pattern WERKZEUG =
            Pattern.compile("scrypt:([0-9]{1,8}):([0-9]{1,2}):([0-9]{1,2})\\$([^$]{1,128})\\$([0-9a-f]{64,256})");
    private static final Pattern DJANGO = Pattern.compile(
            "scrypt\\$([0-9]{1,8})\\$([^$]{1,128})\\$([0-9]{1,2})\\$([0-9]{1,2})\\$([A-Za-z0-9+/]{43,180}={0,2})");
    private static final Pattern PASSLIB = Pattern.compile(
            "\\$scrypt\\$ln=([0-9]{1,2}),r=([0-9]{1,2}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{1,128})\\$([A-Za-z0-9+/]{43,180})");
    private static final int LEAST_LOG_N = 14;
    private static final int MOST_LOG_N = 20;
    private static final int MOST_BLOCK = 16;
    private static final int MOST_LANES = 16;

    /// N r p of the costliest usual setting: some seconds of one core.
    private static final long MOST_WORK = 1L << 23;

    private final int n;
    private final int r;
    private final int p;
    private final byte[] salt;
    private final byte[] expected;

    private ScryptHash(int n, int r, int p, byte[] salt, byte[] expected) {
        this.n = n;
        this.r = r;
        this.p = p;
        this.salt = salt;
        this.expected = expected;
    }

    static Optional<ScryptHash> parse(String stored) {
        Matcher werkzeug = WERKZEUG.matcher(stored);
        if (werkzeug.matches()) {
            return of(
                    number(werkzeug, 1),
                    number(werkzeug, 2),
                    number(werkzeug, 3),
                    Optional.of(Forms.text(werkzeug.group(4))),
                    Forms.hex(werkzeug.group(5)));
        }
        Matcher django = DJANGO.matcher(stored);
        if (django.matches()) {
            return of(
                    number(django, 1),
                    number(django, 3),
                    number(django, 4),
                    Optional.of(Forms.text(django.group(2))),
                    Forms.base64(django.group(5)));
        }
        Matcher passlib = PASSLIB.matcher(stored);
        return passlib.matches() && number(passlib, 1) <= MOST_LOG_N
                ? of(
                        1L << number(passlib, 1),
                        number(passlib, 2),
                        number(passlib, 3),
                        Forms.base64(passlib.group(4)),
                        Forms.base64(passlib.group(5)))
                : Optional.empty();
    }

    @Override
    public boolean matches(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return Forms.same(expected, SCrypt.generate(bytes, salt, n, r, p, expected.length));
    }

    private static Optional<ScryptHash> of(long n, long r, long p, Optional<byte[]> salt, Optional<byte[]> hash) {
        boolean bounded = Long.bitCount(n) == 1
                && Forms.isWithin(n, 1L << LEAST_LOG_N, 1L << MOST_LOG_N)
                && Forms.isWithin(r, 1, MOST_BLOCK)
                && Forms.isWithin(p, 1, MOST_LANES)
                && n * r * p <= MOST_WORK
                && Forms.fits(128 * n * r);
        return bounded && salt.isPresent() && hash.isPresent()
                ? Optional.of(new ScryptHash((int) n, (int) r, (int) p, salt.get(), hash.get()))
                : Optional.empty();
    }

    private static long number(Matcher form, int group) {
        return Long.parseLong(form.group(group));
    }
}
