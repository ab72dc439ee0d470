package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.almanac.journeys.EdgePlatform.Gateway;
import dev.almanac.postgres.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The gateway while things go wrong around it. The numbers here are for a test run; with `-Dalmanac.full=true` they
/// are
/// those of the goals: 10,000 aborted requests, 2,000 slow clients.
@Timeout(120)
class EdgeFaultIT {

    private static final boolean FULL = Boolean.getBoolean("almanac.full");
    private static final String CALL = "/api/v1/datasets";

    @TempDir
    Path folder;

    private EdgePlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = new EdgePlatform(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void anInstanceThatIsKilledAndComesBackCostsNoRead() throws Exception {
        List<Integer> services = List.of(platform.startService(), platform.startService(), platform.startService());
        Gateway gateway = platform.startGateway(services, Map.of());
        String token = platform.token();
        try (Load load = new Load(8, () -> platform.get(gateway, CALL + "?ms=2", token))) {
            load.awaitMore(500);
            platform.service(services.get(1)).destroyForcibly().waitFor();
            load.awaitMore(1_500);
            platform.startService(services.get(1));
            load.awaitMore(500);
            assertEquals(Map.of(), load.endAndCount("200"::equals));
        }
    }

    @Test
    void aRollingRestartFailsNoRequestNotEvenAWrite() throws Exception {
        List<Integer> services = List.of(platform.startService(), platform.startService());
        Gateway gateway = platform.startGateway(services, Map.of());
        String token = platform.token();
        try (Load reads = new Load(4, () -> platform.get(gateway, CALL + "?ms=2", token));
                Load writes = new Load(4, () -> post(gateway, token))) {
            for (int service : services) {
                reads.awaitMore(200);
                platform.signal(platform.service(service), "TERM");
                platform.service(service).waitFor();
                platform.startService(service);
                TimeUnit.MILLISECONDS.sleep(2_500); // the operator's pause between two: until it is seen to be ready
            }
            reads.awaitMore(200);
            assertEquals(Map.of(), reads.endAndCount("200"::equals));
            assertEquals(Map.of(), writes.endAndCount("200"::equals));
        }
    }

    @Test
    void anInstanceThatHangsIsLeftOutAndComesBack() throws Exception {
        List<Integer> services = List.of(platform.startService(), platform.startService());
        Gateway gateway = platform.startGateway(services, Map.of());
        String token = platform.token();
        Process hanging = platform.service(services.get(1));
        platform.signal(hanging, "STOP");
        String out = "127.0.0.1:" + services.get(1) + " is not ready";
        Await.until(
                "the gateway notices", 20, () -> Files.readString(gateway.log()).contains(out));
        for (int i = 0; i < 50; i++) {
            assertTrue(platform.get(gateway, CALL, token).body().contains("\"port\":" + services.getFirst()));
        }
        platform.signal(hanging, "CONT");
        Await.until(
                "it is asked again",
                20,
                () -> platform.get(gateway, CALL, token).body().contains("\"port\":" + services.get(1)));
    }

    @Test
    void requestsThatAreAbortedLeaveNothingBehind() throws Exception {
        int service = platform.startService();
        Gateway gateway = platform.startGateway(List.of(service), Map.of());
        String token = platform.token();
        assertEquals(200, platform.get(gateway, CALL, token).statusCode());
        byte[] request = head("GET " + CALL + "?ms=60000", token, "");
        int all = FULL ? 10_000 : 1_000;
        for (int round = 0; round < all / 100; round++) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", gateway.port());
                socket.getOutputStream().write(request);
                open.add(socket);
            }
            for (Socket socket : open) {
                socket.setSoLinger(round % 2 == 0, 0);
                socket.close();
            }
        }
        Await.until("the service's connections are closed", 30, () -> established(service) <= 2);
        assertEquals(200, platform.get(gateway, CALL, token).statusCode());
    }

    @Test
    void slowClientsAreClosedInTimeAndOthersUndisturbed() throws Exception {
        Gateway gateway = platform.startGateway(List.of(platform.startService()), Map.of());
        String token = platform.token();
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < (FULL ? 2_000 : 300); i++) {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress("127.0.0.1", gateway.port()), 5_000);
            socket.setSoTimeout(1);
            switch (i % 3) {
                case 0 -> socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\nX: ".getBytes());
                case 1 -> {
                    String fields = "Content-Type: text/csv\r\nContent-Length: 1000000\r\n";
                    socket.getOutputStream().write(head("POST " + CALL, token, fields));
                }
                default -> {}
            }
            open.add(socket);
        }
        try (Load load = new Load(2, () -> platform.get(gateway, CALL, token))) {
            Await.until("all slow clients are closed", 25, () -> {
                open.removeIf(EdgeFaultIT::isClosedAfterOneMoreByte);
                return open.isEmpty();
            });
            assertEquals(Map.of(), load.endAndCount("200"::equals));
        }
    }

    @Test
    void aBrokenRouteFileLeavesTheLastGoodOneInForceUnderLoad() throws Exception {
        Path file = folder.resolve("routes.yaml");
        String good = Files.readString(
                Path.of(System.getProperty("almanac.checkout")).resolve("gateway/src/main/resources/routes.yaml"));
        Files.writeString(file, good);
        Gateway gateway = platform.startGateway(
                List.of(platform.startService()),
                Map.of("gateway.routes.file", file.toString(), "gateway.routes.look-every", "1S"));
        String token = platform.token();
        try (Load load = new Load(4, () -> platform.get(gateway, CALL, token))) {
            Files.writeString(file, good.replace("service: data,", "service: nowhere,"));
            Await.until(
                    "the fault is told",
                    20,
                    () -> Files.readString(gateway.log()).contains("the last good routes stay in force"));
            load.awaitMore(100);
            assertEquals(404, platform.get(gateway, "/api/v1/new", token).statusCode());
            Files.writeString(file, good + "  - {path: /api/v1/new, service: data, summary: new}\n");
            Await.until(
                    "the new route works",
                    20,
                    () -> platform.get(gateway, "/api/v1/new", token).statusCode() == 200);
            assertEquals(Map.of(), load.endAndCount("200"::equals));
        }
    }

    @Test
    void aGatewayThatIsAskedToEndFinishesUploadsAndSendsWebSocketsAway() throws Exception {
        Gateway gateway = platform.startGateway(List.of(platform.startService()), Map.of());
        String token = platform.token();
        Listener listener = new Listener();
        WebSocket socket = open(gateway, token, listener);
        socket.sendText("hello", true).get(5, TimeUnit.SECONDS);
        assertEquals("hello", listener.message.get(5, TimeUnit.SECONDS));
        try (Socket upload = new Socket("127.0.0.1", gateway.port())) {
            upload.getOutputStream().write(head("POST " + CALL, token, "Content-Length: 200000\r\n"));
            upload.getOutputStream().write(new byte[100_000]);
            platform.signal(gateway.process(), "TERM");
            assertEquals(1001, listener.closed.get(10, TimeUnit.SECONDS));
            assertTrue(gateway.process().isAlive());
            upload.getOutputStream().write(new byte[100_000]);
            String answer = new String(upload.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 200", answer);
        }
        assertTrue(gateway.process().waitFor(20, TimeUnit.SECONDS));
    }

    @Test
    void aWebSocketEndsWithItsToken() throws Exception {
        Gateway gateway = platform.startGateway(List.of(platform.startService()), Map.of());
        Listener listener = new Listener();
        open(gateway, platform.token(3), listener);
        assertEquals(4401, listener.closed.get(15, TimeUnit.SECONDS));
    }

    @Test
    void aRedisThatIsKilledOrHangsUnderLoadCostsNoRequest() throws Exception {
        Path program = Path.of("/usr/bin/redis-server");
        assumeTrue(Files.isExecutable(program), "redis-server is not here");
        int port = FreePort.any();
        ProcessBuilder redis = new ProcessBuilder(
                        program.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process running = redis.start();
        Gateway gateway = platform.startGateway(
                List.of(platform.startService()), Map.of("gateway.limits.redis", "redis://127.0.0.1:" + port));
        String token = platform.token();
        try (Load load = new Load(4, () -> platform.get(gateway, CALL, token))) {
            load.awaitMore(300);
            platform.signal(running, "STOP");
            load.awaitMore(300);
            platform.signal(running, "CONT");
            running.destroyForcibly().waitFor();
            load.awaitMore(300);
            running = redis.start();
            Await.until(
                    "Redis counts again",
                    20,
                    () -> platform.read(gateway.url() + "/health").contains("\"redis\":\"up\""));
            load.awaitMore(300);
            assertEquals(Map.of(), load.endAndCount("200"::equals));
        } finally {
            running.destroyForcibly();
        }
    }

    /// The keys were replaced while nobody could tell the gateway.
    @Test
    void aKeyThatWasReplacedWhileTheIssuerWasDownIsFoundWhenItIsBack() throws Exception {
        int issuer = platform.startService();
        int service = platform.startService();
        Gateway gateway = platform.startGateway(
                List.of(issuer, service),
                Map.of(
                        "almanac.tokens.keys-refresh",
                        "1S",
                        "almanac.tokens.jwks-location",
                        "http://127.0.0.1:" + issuer + "/.well-known/jwks.json"));
        String token = platform.token();
        assertEquals(200, platform.get(gateway, CALL, token).statusCode());
        platform.service(issuer).destroyForcibly().waitFor();
        for (int i = 0; i < 20; i++) {
            assertEquals(200, platform.get(gateway, CALL, platform.token()).statusCode());
        }
        platform.newKey();
        String fresh = platform.token();
        assertFalse(platform.get(gateway, CALL, fresh).statusCode() == 200);
        assertEquals(200, platform.get(gateway, CALL, token).statusCode());
        platform.startService(issuer);
        Await.until(
                "the new key is known",
                20,
                () -> platform.get(gateway, CALL, fresh).statusCode() == 200);
    }

    private java.net.http.HttpResponse<String> post(Gateway gateway, String token)
            throws IOException, InterruptedException {
        var request = platform.request(gateway, CALL + "?ms=2", token).POST(BodyPublishers.ofString("day,y\n"));
        return platform.http().send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
    }

    private WebSocket open(Gateway gateway, String token, Listener listener) throws Exception {
        return platform.http()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create(gateway.url().replace("http:", "ws:") + "/api/v1/ws/jobs/1"), listener)
                .get(10, TimeUnit.SECONDS);
    }

    private static byte[] head(String line, String token, String fields) {
        return (line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n" + fields + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isClosedAfterOneMoreByte(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    /// Established connections to a port, by the kernel's own table (state 01).
    private static long established(int port) throws IOException {
        String suffix = ":%04X".formatted(port);
        try (var lines = Files.lines(Path.of("/proc/net/tcp"))) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 3 && words[2].endsWith(suffix) && words[3].equals("01"))
                    .count();
        }
    }

    /// Keeps the first message, and how the connection was closed.
    private static final class Listener implements WebSocket.Listener {
        private final CompletableFuture<String> message = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.complete(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
