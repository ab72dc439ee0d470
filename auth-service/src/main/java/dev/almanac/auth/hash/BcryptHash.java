package dev.almanac.auth.hash;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/// bcrypt in the variants 2a, 2b and 2y; Django's `bcrypt$` before it is understood. It reads 72 bytes and stops at a
/// zero, so passwords past that are refused instead of matched by their beginning.
final class BcryptHash implements StoredHash {

    private static final Pattern FORM = Pattern.compile("(?:bcrypt\\$)?(\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53})");
    private static final int LEAST_COST = 10;
    private static final int MOST_COST = 16;
    private static final int MOST_BYTES = 72;

    private final String form;

    private BcryptHash(String form) {
        this.form = form;
    }

    static Optional<BcryptHash> parse(String stored) {
        Matcher form = FORM.matcher(stored);
        return form.matches() && Forms.isWithin(Integer.parseInt(form.group(2)), LEAST_COST, MOST_COST)
                ? Optional.of(new BcryptHash(form.group(1)))
                : Optional.empty();
    }

    @Override
    public boolean matches(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean readWhole = bytes.length <= MOST_BYTES && password.indexOf('\0') < 0;
        return readWhole && OpenBSDBCrypt.checkPassword(form, bytes);
    }
}
