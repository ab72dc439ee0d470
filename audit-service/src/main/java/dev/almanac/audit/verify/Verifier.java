package dev.almanac.audit.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.audit.append.RollbackGuard;
import dev.almanac.audit.append.Sequencer;
import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.audit.publish.WitnessConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Verifies the whole log, one run at a time: at start, at night, and when asked. The report is kept.
@ApplicationScoped
class Verifier {

    private static final Logger LOG = Logger.getLogger(Verifier.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);

    private final Pool database;
    private final LogReader log;
    private final LogKeys keys;
    private final RollbackGuard guard;
    private final WitnessConfig witnesses;
    private final Sequencer sequencer;
    private final VerifyConfig config;
    private final ObjectMapper json;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong findings = new AtomicLong();
    private final Instant started = Instant.now();
    private volatile Instant last;
    private volatile boolean running = true;
    private CompletableFuture<VerificationReport> current;
    private boolean expected;

    Verifier(
            Pool database,
            LogReader log,
            LogKeys keys,
            RollbackGuard guard,
            WitnessConfig witnesses,
            Sequencer sequencer,
            VerifyConfig config,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.database = database;
        this.log = log;
        this.keys = keys;
        this.guard = guard;
        this.witnesses = witnesses;
        this.sequencer = sequencer;
        this.config = config;
        this.json = json;
        metrics.gauge("audit_verification_findings", findings);
        TimeGauge.builder("audit_verification_age", this::age, TimeUnit.SECONDS)
                .description("Since the last full verification ended, or since the start before the first")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        if (config.atStart()) {
            Thread.ofPlatform().daemon().name("verify-at-start").start(this::verifyOnceWriting);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    @Scheduled(cron = "{audit.verify.cron}", timeZone = "UTC")
    void nightly() {
        if (sequencer.isWriting()) {
            run();
        }
    }

    /// The run that is under way, or a new one.
    synchronized CompletableFuture<VerificationReport> run() {
        if (current == null || current.isDone() && !expected) {
            done.set(0);
            CompletableFuture<VerificationReport> run = new CompletableFuture<>();
            current = run;
            Thread.ofPlatform().daemon().name("verification").start(() -> verify(run));
        }
        return current;
    }

    /// Whether somebody was told to come again for the report of the run: then it is kept for them.
    synchronized void expect(boolean comesAgain) {
        expected = comesAgain;
    }

    /// How many entries the run under way has recomputed.
    long done() {
        return done.get();
    }

    private void verifyOnceWriting() {
        try {
            while (running && !sequencer.isWriting() && guard.alarm().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            if (running) {
                run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void verify(CompletableFuture<VerificationReport> run) {
        try {
            VerificationReport report = verifyNow();
            last = report.finishedAt();
            findings.set(report.findingCount());
            tell(report);
            keep(report);
            run.complete(report);
        } catch (RuntimeException e) {
            if (running) {
                LOG.error("The verification of the log could not be finished", e);
            }
            run.completeExceptionally(e);
        }
    }

    private VerificationReport verifyNow() {
        Instant began = Instant.now();
        SqlConnection connection = database.getConnection().await().atMost(DATABASE_LIMIT);
        try {
            connection
                    .query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .execute()
                    .await()
                    .atMost(DATABASE_LIMIT);
            return new Verification(new Rows(connection), log, keys, guard, witnesses, done::set).run(began);
        } finally {
            connection
                    .query("ROLLBACK")
                    .execute()
                    .chain(connection::close)
                    .subscribe()
                    .with(closed -> {}, this::notClosed);
        }
    }

    private void notClosed(Throwable failure) {
        LOG.debugf("A connection could not be given back: %s", failure.getMessage());
    }

    private static void tell(VerificationReport report) {
        if (report.findingCount() == 0) {
            LOG.infof("The log of %d entries is sound", report.size());
            return;
        }
        LOG.errorf("ALARM: the log of %d entries has %d findings", report.size(), report.findingCount());
        report.findings().forEach(found -> LOG.errorf("%s %s: %s", found.table(), found.row(), found.problem()));
    }

    private void keep(VerificationReport report) {
        try {
            database.preparedQuery("INSERT INTO verification (at, report) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                    .execute(Tuple.of(report.finishedAt().atOffset(ZoneOffset.UTC), json.writeValueAsString(report)))
                    .await()
                    .atMost(DATABASE_LIMIT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report cannot be written as JSON", e);
        }
    }

    private double age() {
        return Duration.between(Optional.ofNullable(last).orElse(started), Instant.now())
                        .toMillis()
                / 1e3;
    }
}
