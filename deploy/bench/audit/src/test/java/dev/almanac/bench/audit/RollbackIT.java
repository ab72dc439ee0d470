package dev.almanac.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The database is restored from an old backup, or cut: whoever has seen more of the log stops the writer.
class RollbackIT {

    private static final String EVENTS = "Content-Type: application/cloudevents-batch+json\r\n";

    @Test
    void theSideFileStopsALogThatWasRestoredFromAnOldBackup() throws Exception {
        try (AuditProcess service = AuditProcess.fresh()) {
            Path sideFile = service.folder().resolve("checkpoint");
            service.with("audit.log.side-file", sideFile.toString()).start();
            backUpAndGoOn(service, () -> Files.readString(sideFile).contains("\n20\n"));
            restore(service);
            service.startService();
            awaitAlarm(service, "the side file");
            assertEquals(503, append(service, "", 30).status());
            assertTrue(new String(append(service, "", 30).body(), StandardCharsets.UTF_8).contains("log-rolled-back"));
        }
    }

    @Test
    void aProducersCheckpointStopsIt() throws Exception {
        try (AuditProcess service = AuditProcess.fresh().start()) {
            String known = backUpAndGoOn(service, () -> true);
            restore(service);
            service.startService();
            service.awaitReady();
            String header = "Almanac-Checkpoint: "
                    + Base64.getEncoder().encodeToString(known.getBytes(StandardCharsets.UTF_8)) + "\r\n";
            assertEquals(503, append(service, header, 30).status());
            awaitAlarm(service, "data-service");
            assertEquals(503, append(service, "", 31).status(), "for others too");
        }
    }

    @Test
    void aWitnessCosignsAndStopsIt() throws Exception {
        try (AuditProcess witness = AuditProcess.fresh();
                AuditProcess service = AuditProcess.fresh().start()) {
            String logKey = RawHttp.text(service, "/log/key").strip();
            witness.with("audit.log.write", "false")
                    .with("audit.witness.name", "witness.example/w")
                    .with("audit.witness.logs", logKey)
                    .start();
            service.stopService();
            service.with("audit.witness.peers.w.url", witness.url() + "/witness")
                    .with(
                            "audit.witness.peers.w.key",
                            RawHttp.text(witness, "/witness/key").strip())
                    .with("audit.witness.interval", "100MS")
                    .startService();
            service.awaitReady();
            backUpAndGoOn(
                    service,
                    () -> RawHttp.text(service, "/log/checkpoint").contains("\n20\n")
                            && RawHttp.text(service, "/log/checkpoint").contains("witness.example/w"));
            String receipt = RawHttp.text(service, "/api/v1/audit/events/19/receipt");
            assertTrue(receipt.contains("\u2014 witness.example/w "), receipt);
            assertTrue(RawHttp.text(service, "/api/v1/audit/events/19").contains("\"witnessed\""));
            restore(service);
            service.startService();
            awaitAlarm(service, "witness witness.example/w");
        }
    }

    /// Logs 10 events, copies the database, logs 10 more, and stops.
    ///
    /// @return the newest checkpoint
    private static String backUpAndGoOn(AuditProcess service, Seen seen) throws Exception {
        try (Producer producer = new Producer(service, Producer.noneYet())) {
            assertTrue(producer.send(0, 10));
            service.stopService();
            service.stopPostgres();
            copy(service.folder().resolve("postgres/data"), service.folder().resolve("backup"));
            service.start();
        }
        try (Producer producer = new Producer(service, Producer.noneYet())) {
            assertTrue(producer.send(10, 10));
        }
        String newest = RawHttp.text(service, "/log/checkpoint");
        AuditProcess.await("the 20 entries are seen elsewhere", () -> {
            try {
                return seen.holds();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return newest;
    }

    private interface Seen {
        boolean holds() throws IOException;
    }

    private static void restore(AuditProcess service) throws IOException {
        service.stopService();
        service.stopPostgres();
        Path data = service.folder().resolve("postgres/data");
        AuditProcess.delete(data);
        copy(service.folder().resolve("backup"), data);
        service.startPostgres();
    }

    private static void awaitAlarm(AuditProcess service, String who) {
        AuditProcess.await("the alarm names " + who, () -> {
            try {
                return Files.readString(service.log()).contains("ALARM")
                        && service.health() == 503
                        && Files.readString(service.log())
                                .lines()
                                .anyMatch(line -> line.contains("ALARM") && line.contains(who));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static RawHttp.Answer append(AuditProcess service, String headers, long number) throws IOException {
        try (RawHttp http = new RawHttp(service.port())) {
            String all = EVENTS + "Authorization: " + service.producer(Producer.SOURCE) + "\r\n" + headers;
            byte[] batch = TrialEvents.batch(Producer.SOURCE, number, 1).getBytes(StandardCharsets.UTF_8);
            return http.post("/internal/events", all, batch);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Map<String, Object> attributes = Files.readAttributes(from, "unix:uid,gid");
        try (Stream<Path> files = Files.walk(to)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", attributes.get("uid"));
                Files.setAttribute(file, "unix:gid", attributes.get("gid"));
            }
        }
    }
}
