package dev.almanac.audit.witness;

import dev.almanac.audit.append.NewestCheckpoint;
import dev.almanac.audit.append.RollbackGuard;
import dev.almanac.audit.append.Sequencer;
import dev.almanac.audit.append.StartCheck;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.audit.publish.WitnessConfig;
import dev.almanac.log.AddCheckpoint;
import dev.almanac.log.Checkpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Has the newest checkpoint cosigned by every witness: each on a thread of its own, so that a slow one holds up
/// nobody, and again and again until it has. A witness that has seen more of the log than there is, or something else,
/// raises the alarm.
@ApplicationScoped
class WitnessClient implements StartCheck {

    private static final Logger LOG = Logger.getLogger(WitnessClient.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int ATTEMPTS_AT_ONCE = 3;

    private final LogReader log;
    private final Cosignatures cosignatures;
    private final Sequencer sequencer;
    private final NewestCheckpoint newest;
    private final RollbackGuard guard;
    private final WitnessConfig config;
    private final List<Peer> peers;
    private final ConcurrentHashMap<String, Instant> seen = new ConcurrentHashMap<>();
    private volatile boolean running = true;

    WitnessClient(
            LogReader log,
            Cosignatures cosignatures,
            Sequencer sequencer,
            NewestCheckpoint newest,
            RollbackGuard guard,
            WitnessConfig config,
            MeterRegistry metrics) {
        this.log = log;
        this.cosignatures = cosignatures;
        this.sequencer = sequencer;
        this.newest = newest;
        this.guard = guard;
        this.config = config;
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.peers = config.peers().values().stream()
                .map(peer -> new Peer(http, peer, config.timeout()))
                .toList();
        Instant start = Instant.now();
        for (Peer peer : peers) {
            TimeGauge.builder("audit_witness_age", () -> age(peer, start), TimeUnit.SECONDS)
                    .description("Since the witness last cosigned")
                    .tag("witness", peer.name())
                    .register(metrics);
        }
    }

    void start(@Observes StartupEvent event) {
        for (Peer peer : peers) {
            Thread.ofPlatform().daemon().name("witness-" + peer.name()).start(() -> follow(peer));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    @Override
    public void check() {
        for (Peer peer : peers) {
            try {
                ask(peer);
            } catch (IOException | RuntimeException e) {
                LOG.warnf("Witness %s cannot be asked before writing begins: %s", peer.name(), e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void follow(Peer peer) {
        long known = 0;
        long pause = config.interval().toMillis();
        try {
            while (running) {
                TimeUnit.MILLISECONDS.sleep(pause);
                long version = newest.await(known, LONGEST_PAUSE.toMillis());
                if (version != known && sequencer.isWriting()) {
                    boolean cosigned = asked(peer);
                    known = cosigned ? version : known;
                    pause = cosigned ? config.interval().toMillis() : Math.min(LONGEST_PAUSE.toMillis(), pause * 2 + 1);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean asked(Peer peer) throws InterruptedException {
        try {
            ask(peer);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Witness %s does not cosign, it is asked again: %s", peer.name(), e.getMessage());
            return false;
        }
    }

    /// One question at a time, so that none is asked with a checkpoint that another has overtaken.
    private synchronized void ask(Peer peer) throws IOException, InterruptedException {
        Optional<String> note = log.plainCheckpoint();
        Checkpoint checkpoint = log.open(note.orElseThrow());
        long old = cosignatures.newest(peer.name());
        for (int attempt = 0; attempt < ATTEMPTS_AT_ONCE && guard.alarm().isEmpty(); attempt++) {
            var request = new AddCheckpoint(old, log.consistency(old, checkpoint), note.get());
            switch (peer.add(request)) {
                case Peer.Answer.Cosigned(var line, Instant time) -> {
                    cosignatures.keep(checkpoint.size(), line, time);
                    seen.put(peer.name(), Instant.now());
                    return;
                }
                case Peer.Answer.Knows(long size) -> old = known(peer, size, old, checkpoint);
                case Peer.Answer.Inconsistent() ->
                    guard.raise("Witness %s has seen other entries among the first %d".formatted(peer.name(), old));
            }
        }
    }

    private long known(Peer peer, long size, long asked, Checkpoint checkpoint) throws IOException {
        long now = log.size();
        if (size > now) {
            guard.raise("The log has %d entries, but witness %s has seen it with %d".formatted(now, peer.name(), size));
        } else if (size > checkpoint.size()) {
            throw new IOException("it has cosigned a newer checkpoint meanwhile");
        } else if (size == asked) {
            guard.raise("Witness %s has seen other entries among the first %d".formatted(peer.name(), size));
        }
        return size;
    }

    private double age(Peer peer, Instant start) {
        return Duration.between(seen.getOrDefault(peer.name(), start), Instant.now())
                        .toMillis()
                / 1e3;
    }
}
