package dev.almanac.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Programs that nobody here wrote (`deploy/bench/audit/peers`) accept the log, a tenant's own log and a receipt.
class PublicClientsIT {

    private static final Path PEERS = Path.of(System.getProperty("almanac.checkout"), "deploy/bench/audit/peers");
    private static final int ENTRIES = 1_300;
    private static final int BATCH = 100;

    @Test
    void goAndTesseraAcceptTheLog() throws Exception {
        try (AuditProcess service = AuditProcess.fresh()) {
            Optional<Path> peers = build(service.folder());
            assumeTrue(peers.isPresent(), "Go, or the modules of the public clients, are not to be had here");
            service.start();
            try (Producer producer = new Producer(service, Producer.noneYet())) {
                for (int first = 0; first < ENTRIES; first += BATCH) {
                    producer.send(first, BATCH);
                }
            }
            String key = RawHttp.text(service, "/log/key").strip();
            assertAccepted(peers.get(), "fsck", service.url() + "/log", key);
            assertAccepted(peers.get(), "sumdb", service.url() + "/log", key);
            Path receipt = service.folder().resolve("receipt");
            Files.writeString(receipt, RawHttp.text(service, "/api/v1/audit/events/777/receipt"));
            assertAccepted(peers.get(), "proof", receipt.toString(), key);
            Files.writeString(receipt, Files.readString(receipt).replace("index 777", "index 776"));
            assertEquals(1, run(peers.get(), "proof", receipt.toString(), key), "it can refuse, too");
        }
    }

    private static void assertAccepted(Path peers, String... words) throws Exception {
        assertEquals(0, run(peers, words), String.join(" ", words));
    }

    private static int run(Path peers, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(peers.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).inheritIO().start();
        return process.waitFor();
    }

    private static Optional<Path> build(Path folder) throws InterruptedException {
        Path program = folder.resolve("peers");
        try {
            Process process = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                    .directory(PEERS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("go.log").toFile())
                    .start();
            return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0
                    ? Optional.of(program)
                    : Optional.empty();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }
}
