package dev.almanac.auth.account;

import dev.almanac.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id in the PHC string form, on as many threads as there are cores. When the short queue is full the caller is
/// told to come again within milliseconds, and everything else stays fast.
@ApplicationScoped
class PasswordHasher {

    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final PasswordConfig config;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor pool;
    private final String decoy;

    PasswordHasher(PasswordConfig config) {
        this.config = config;
        int cores = Runtime.getRuntime().availableProcessors();
        this.pool = new ThreadPoolExecutor(cores, cores, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(config.queue()));
        this.decoy = hashNow("no account has this password");
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }

    Uni<String> hash(String password) {
        return run(() -> hashNow(password));
    }

    /// Whether the password belongs to the hash. A null hash (no such account) costs the same and answers false.
    Uni<Boolean> matches(String password, String phc) {
        return run(() -> verify(password, phc == null ? decoy : phc) && phc != null);
    }

    /// Whether a hash was made with other parameters than today's.
    boolean isOutdated(String phc) {
        return !phc.startsWith("$argon2id$v=19$m=%d,t=%d,p=1$".formatted(config.memoryKib(), config.iterations()));
    }

    private <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context caller = Vertx.currentContext();
            try {
                pool.execute(() -> {
                    try {
                        T result = work.call();
                        back(caller, () -> emitter.complete(result));
                    } catch (Exception e) {
                        back(caller, () -> emitter.fail(e));
                    }
                });
            } catch (RejectedExecutionException full) {
                emitter.fail(new ProblemException(
                        AccountProblem.BUSY, "Try again in a moment", List.of(), Map.of("Retry-After", "2")));
            }
        });
    }

    private static void back(Context caller, Runnable step) {
        if (caller == null) {
            step.run();
        } else {
            caller.runOnContext(ignored -> step.run());
        }
    }

    private String hashNow(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = argon2id(password, salt, config.memoryKib(), config.iterations(), 1, HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(
                        config.memoryKib(),
                        config.iterations(),
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    private static boolean verify(String password, String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("A stored password hash has an unknown form");
        }
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] actual = argon2id(
                password,
                salt,
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] argon2id(String password, byte[] salt, int memoryKib, int iterations, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(normal.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
