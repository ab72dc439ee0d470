package dev.almanac.auth.hash;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2 in the PHC string form; Django's `argon2$` before it is understood. Source: RFC 9106.
public final class Argon2Hash implements StoredHash {

    private static final Pattern FORM =
            Pattern.compile("(?:argon2)?\\$(argon2id|argon2i|argon2d)\\$(?:v=(19|16)\\$)?m=([0-9]{1,7}),t=([0-9]{1,2}),"
                    + "p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,128})\\$([A-Za-z0-9+/]{16,128})");
    private static final Map<String, Integer> TYPES = Map.of(
            "argon2id", Argon2Parameters.ARGON2_id,
            "argon2i", Argon2Parameters.ARGON2_i,
            "argon2d", Argon2Parameters.ARGON2_d);
    private static final int MOST_MEMORY_KIB = 512 * 1024;
    private static final int MOST_PASSES = 10;
    private static final int MOST_LANES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2Parameters parameters;
    private final byte[] expected;

    private Argon2Hash(Argon2Parameters parameters, byte[] expected) {
        this.parameters = parameters;
        this.expected = expected;
    }

    /// A new hash, argon2id with one lane.
    ///
    /// @param salt 16 random bytes
    /// @return the PHC string
    public static String create(String password, byte[] salt, int memoryKib, int passes) {
        Argon2Parameters parameters =
                parameters(Argon2Parameters.ARGON2_id, Argon2Parameters.ARGON2_VERSION_13, memoryKib, passes, 1, salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(
                        memoryKib,
                        passes,
                        base64.encodeToString(salt),
                        base64.encodeToString(compute(parameters, normal(password), HASH_BYTES)));
    }

    static Optional<Argon2Hash> parse(String stored) {
        Matcher form = FORM.matcher(stored);
        if (!form.matches()) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(form.group(3));
        int passes = Integer.parseInt(form.group(4));
        int lanes = Integer.parseInt(form.group(5));
        boolean bounded = Forms.isWithin(memory, 8L * lanes, MOST_MEMORY_KIB)
                && Forms.fits(memory * 1024L)
                && Forms.isWithin(passes, 1, MOST_PASSES)
                && Forms.isWithin(lanes, 1, MOST_LANES);
        int version = "16".equals(form.group(2)) || form.group(2) == null
                ? Argon2Parameters.ARGON2_VERSION_10
                : Argon2Parameters.ARGON2_VERSION_13;
        return Forms.base64(form.group(6))
                .filter(salt -> bounded)
                .flatMap(salt -> Forms.base64(form.group(7))
                        .map(hash -> new Argon2Hash(
                                parameters(TYPES.get(form.group(1)), version, memory, passes, lanes, salt), hash)));
    }

    /// Our own hashes are of the NFC form; others hash what was typed, so that is tried too where it differs.
    @Override
    public boolean matches(String password) {
        if (Forms.same(expected, compute(parameters, normal(password), expected.length))) {
            return true;
        }
        return !normal(password).equals(password)
                && Forms.same(expected, compute(parameters, password, expected.length));
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static Argon2Parameters parameters(
            int type, int version, int memoryKib, int passes, int lanes, byte[] salt) {
        return new Argon2Parameters.Builder(type)
                .withVersion(version)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
    }

    private static byte[] compute(Argon2Parameters parameters, String password, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
