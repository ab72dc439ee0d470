package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.audit.keys.LogConfig;
import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.ArchiveFiles;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.audit.publish.WitnessConfig;
import dev.almanac.kit.security.RootKey;
import dev.almanac.log.Checkpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The service's own sequencer, called without HTTP: what an append costs from the prepared event to the durable,
/// signed checkpoint. In this package because the sequencer is nobody else's.
public final class SequencerBench implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final Sequencer sequencer;
    private final Intake intake;
    private final LogKeys keys;

    /// @param url such as `postgresql://localhost:5432/audit`
    public SequencerBench(String url, String user, String password, String rootKeyFile) {
        PgConnectOptions options = PgConnectOptions.fromUri(url)
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(true);
        Pool pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(options)
                .using(vertx)
                .build());
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LogConfig.class)
                .withMapping(WitnessConfig.class)
                .withMapping(ArchiveFiles.Config.class)
                .build();
        LogConfig log = config.getConfigMapping(LogConfig.class);
        keys = new LogKeys(pool, new RootKey(rootKeyFile), log);
        ArchiveFiles archive = new ArchiveFiles(config.getConfigMapping(ArchiveFiles.Config.class));
        LogReader reader = new LogReader(pool, keys, archive, config.getConfigMapping(WitnessConfig.class));
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        RollbackGuard guard = new RollbackGuard(reader, keys, metrics);
        LeafWriter leaves = new LeafWriter(keys);
        intake = new Intake(leaves);
        BatchWriter writer = new BatchWriter(keys, leaves, Clock.systemUTC());
        sequencer = new Sequencer(pool, writer, guard, new NewestCheckpoint(), List.of(), log, metrics);
    }

    /// Begins to write.
    public SequencerBench start() {
        sequencer.start(new StartupEvent());
        return this;
    }

    /// A checkpoint as the log signs it, for a tree that was built without the rest.
    public String sign(long size, byte[] root) {
        return keys.sign(new Checkpoint(keys.origin(), size, root));
    }

    /// @return durable events a second
    public double run(int callers, int count, int seconds, AtomicLong next, EventSource events) throws Exception {
        AtomicLong done = new AtomicLong();
        long began = System.nanoTime();
        long until = began + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                all.add(pool.submit(() -> {
                    while (System.nanoTime() < until) {
                        append(events.take(next.getAndAdd(count)), done);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return done.get() / ((System.nanoTime() - began) / 1e9);
    }

    private void append(byte[] batch, AtomicLong done) throws Exception {
        JsonNode events = parse(batch);
        List<LeafDraft> drafts = new ArrayList<>();
        for (Intake.Taken taken : intake.take(events, "data-service")) {
            drafts.add(taken.draft().orElseThrow());
        }
        sequencer.append(drafts).get();
        done.addAndGet(drafts.size());
    }

    private static JsonNode parse(byte[] batch) throws IOException {
        return JSON.readTree(batch);
    }

    @Override
    public void close() {
        try {
            sequencer.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /// Makes events.
    public interface EventSource {
        byte[] take(long first);
    }
}
