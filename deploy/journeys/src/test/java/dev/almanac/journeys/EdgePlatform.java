package dev.almanac.journeys;

import dev.almanac.postgres.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Real gateways before services that can be killed, stopped and restarted; each a process of its own.
final class EdgePlatform implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long START_SECONDS = 60;

    private final Path folder;
    private final Path keys;
    private final Map<Integer, Process> services = new HashMap<>();
    private final List<Process> gateways = new ArrayList<>();
    private final String program =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private KeyPair key;
    private String keyId;

    EdgePlatform(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.keys = folder.resolve("jwks.json");
        newKey();
    }

    /// Replaces the signing key; what was signed before is not trusted any more once the gateway has seen that.
    void newKey() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
        keyId = UUID.randomUUID().toString();
        RSAPublicKey open = (RSAPublicKey) key.getPublic();
        Files.writeString(
                keys,
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"AQAB\"}]}"
                        .formatted(keyId, base64(stripped(open.getModulus().toByteArray()))));
    }

    /// @return the port of a new service
    int startService() throws IOException {
        int port = FreePort.any();
        startService(port);
        return port;
    }

    void startService(int port) throws IOException {
        services.put(
                port,
                new ProcessBuilder(
                                program,
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("almanac.checkout") + "/deploy/journeys/target/test-classes",
                                "dev.almanac.journeys.StubProcess",
                                Integer.toString(port),
                                keys.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                folder.resolve("service-" + port + ".log").toFile())
                        .start());
        Await.until("service " + port + " answers", START_SECONDS, () -> isUp("http://127.0.0.1:" + port + "/working"));
    }

    Process service(int port) {
        return services.get(port);
    }

    /// Waits for a service's end after a signal.
    void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /// @param services ports of the instances that stand for each of the four services
    /// @return the gateway's address
    Gateway startGateway(List<Integer> services, Map<String, String> more) throws IOException {
        int port = FreePort.any();
        String urls = services.stream().map(each -> "http://127.0.0.1:" + each).collect(Collectors.joining(","));
        Map<String, String> settings = new HashMap<>(Map.of(
                "gateway.port", Integer.toString(port),
                "gateway.host", "127.0.0.1",
                "gateway.public-url", "http://localhost:" + port,
                "quarkus.management.port", Integer.toString(FreePort.any()),
                "quarkus.management.host", "127.0.0.1",
                "almanac.environment", "development",
                "almanac.bootstrap-secret", "test",
                "almanac.revocations.follow", "false",
                "almanac.tokens.issuer", "http://edge.test"));
        for (String name : List.of("auth", "data", "forecast", "audit")) {
            settings.put("gateway.services." + name + ".url", urls);
            settings.put("gateway.services." + name + ".management", urls);
        }
        for (String limit : List.of("user", "user-day", "second", "address", "anonymous-hour", "anonymous-day")) {
            settings.put("gateway.limits." + limit, "10000000");
        }
        settings.putAll(more);
        List<String> command = new ArrayList<>(List.of(program, "-Xmx128m", "-XX:+UseSerialGC"));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar", System.getProperty("almanac.checkout") + "/gateway/target/quarkus-app/quarkus-run.jar"));
        Path log = folder.resolve("gateway-" + port + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        gateways.add(process);
        Gateway gateway = new Gateway(process, port, log);
        Await.until("the gateway is ready", START_SECONDS, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(log));
            }
            return Files.readString(log).contains("Listening on port");
        });
        return gateway;
    }

    /// A gateway and where it listens.
    record Gateway(Process process, int port, Path log) {
        String url() {
            return "http://127.0.0.1:" + port;
        }
    }

    String token() {
        return token(600);
    }

    String token(int seconds) {
        long now = System.currentTimeMillis() / 1_000;
        String user = UUID.randomUUID().toString();
        String text = base64("{\"alg\":\"RS256\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(keyId)) + "."
                + base64(("{\"iss\":\"http://edge.test\",\"aud\":\"almanac\",\"sub\":\"%s\",\"sid\":\"%s\","
                                + "\"groups\":[\"user\"],\"iat\":%d,\"exp\":%d}")
                        .formatted(user, user, now, now + seconds));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(Gateway gateway, String path, String token) throws IOException, InterruptedException {
        return http.send(request(gateway, path, token).build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(Gateway gateway, String path, String token) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    HttpClient http() {
        return http;
    }

    String read(String url) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(PATIENCE)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        gateways.forEach(Process::destroyForcibly);
        services.values().forEach(Process::destroyForcibly);
    }

    private boolean isUp(String url) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static byte[] stripped(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
