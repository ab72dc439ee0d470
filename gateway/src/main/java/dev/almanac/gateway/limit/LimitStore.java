package dev.almanac.gateway.limit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What was counted: in the memory of this gateway, with hourly and daily counts on disk, or in a Redis that several
/// gateways share.
@Singleton
public class LimitStore {

    private static final Logger LOG = Logger.getLogger(LimitStore.class);
    private static final long SWEEP_MILLIS = 5_000;
    private static final long WRITE_MILLIS = 15_000;
    private static final long PING_MILLIS = 1_000;

    private final Vertx vertx;
    private final NanoClock clock = NanoClock.starting();
    private final Slots slots;
    private final Arrivals lasting;
    private final Optional<QuotaFile> file;
    private final Optional<SharedArrivals> redis;
    private final Limiter limiter;

    LimitStore(Vertx vertx, LimitConfig config) {
        this.vertx = vertx;
        this.lasting = new Arrivals(config.callers());
        this.file =
                config.redis().isPresent() ? Optional.empty() : config.file().map(QuotaFile::new);
        this.slots = file.flatMap(known -> restored(known, config.file().orElseThrow()))
                .orElseGet(() -> new Slots(new SecureRandom().nextLong()));
        LocalLimiter local = new LocalLimiter(slots, new Arrivals(config.callers()), lasting, clock);
        this.redis = config.redis().map(url -> new SharedArrivals(vertx, options(config)));
        this.limiter = redis.<Limiter>map(shared -> new SharedLimiter(vertx, shared, local, config.replicas(), clock))
                .orElse(local);
    }

    void start(@Observes StartupEvent event) {
        if (limiter instanceof SharedLimiter shared) {
            vertx.setPeriodic(SWEEP_MILLIS, ignored -> shared.sweep());
            redis.ifPresent(SharedArrivals::isUp); // connects before the first request needs it
        }
        file.ifPresent(known -> vertx.setPeriodic(
                WRITE_MILLIS,
                ignored -> vertx.executeBlocking(() -> {
                    write(known);
                    return null;
                })));
    }

    void stop(@Observes ShutdownEvent event) {
        file.ifPresent(this::write);
        redis.ifPresent(SharedArrivals::close);
    }

    public Limiter limiter() {
        return limiter;
    }

    /// Whether Redis answers; empty when there is none.
    public Optional<Future<Boolean>> redisIsUp() {
        return redis.map(shared -> {
            Promise<Boolean> answer = Promise.promise();
            vertx.setTimer(PING_MILLIS, late -> answer.tryComplete(false));
            shared.isUp().onSuccess(answer::tryComplete);
            return answer.future();
        });
    }

    private Optional<Slots> restored(QuotaFile known, Path path) {
        try {
            QuotaFile.Known counted = known.read();
            if (counted == null) {
                return Optional.empty();
            }
            counted.restore(lasting, clock.nanos(), System.currentTimeMillis());
            return Optional.of(counted.slots());
        } catch (IOException e) {
            LOG.warnf("Hourly and daily counts start anew: %s (%s)", e.getMessage(), path);
            return Optional.empty();
        }
    }

    private synchronized void write(QuotaFile known) {
        try {
            known.write(slots, lasting, clock.nanos(), System.currentTimeMillis());
        } catch (IOException e) {
            LOG.errorf("Hourly and daily counts could not be written: %s", e.getMessage());
        }
    }

    private static RedisOptions options(LimitConfig config) {
        RedisOptions options = new RedisOptions()
                .setConnectionString(config.redis().orElseThrow().toString())
                .setMaxPoolSize(2)
                .setMaxWaitingHandlers(10_000);
        config.redisPassword().ifPresent(options::setPassword);
        options.getNetClientOptions().setConnectTimeout(1_000);
        return options;
    }
}
