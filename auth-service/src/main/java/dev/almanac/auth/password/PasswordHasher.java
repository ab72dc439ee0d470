package dev.almanac.auth.password;

import dev.almanac.auth.hash.Argon2Hash;
import dev.almanac.auth.hash.StoredHash;
import dev.almanac.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Argon2id in the PHC string form, on as many threads as there are cores. When the short queue is full the caller is
/// told to come again within milliseconds, and everything else stays fast.
@ApplicationScoped
class PasswordHasher {

    private static final int SALT_BYTES = 16;

    private final PasswordConfig config;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor pool;
    private final Semaphore turns;
    private final String decoy;

    PasswordHasher(PasswordConfig config) {
        this.config = config;
        int cores = Runtime.getRuntime().availableProcessors();
        this.pool =
                new ThreadPoolExecutor(cores, cores, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2 * config.queue()));
        this.turns = new Semaphore(cores + config.queue());
        this.decoy = hashNow("no account has this password");
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }

    Uni<String> hash(String password) {
        return run(() -> hashNow(password));
    }

    /// Lets in only as many as cores and queue can take, before they cost anything else.
    <T> Uni<T> inTurn(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!turns.tryAcquire()) {
                return Uni.createFrom().failure(busy());
            }
            return work.get().onTermination().invoke(turns::release);
        });
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
                    } catch (Exception | OutOfMemoryError e) {
                        back(caller, () -> emitter.fail(e));
                    }
                });
            } catch (RejectedExecutionException full) {
                emitter.fail(busy());
            }
        });
    }

    private static ProblemException busy() {
        return new ProblemException(
                PasswordProblem.BUSY, "Try again in a moment", List.of(), Map.of("Retry-After", "2"));
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
        return Argon2Hash.create(password, salt, config.memoryKib(), config.iterations());
    }

    private static boolean verify(String password, String stored) {
        return StoredHash.parse(stored)
                .orElseThrow(() -> new IllegalStateException("A stored password hash has an unknown form"))
                .matches(password);
    }
}
