package dev.almanac.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// One service that stands for all four: it answers what it was sent, line by line, and 201 with a `Location` to a
/// POST.
public final class StubService implements QuarkusTestResourceLifecycleManager {

    /// System property with the address of this service.
    public static final String ADDRESS = "almanac.test.stub";

    /// Tells the requests whose address contained the query, one a line.
    public static final String SEEN = "/seen";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::echo);
            server.createContext("/q/health/ready", StubService::ready);
            server.createContext(SEEN, this::tell);
            server.start();
            Path folder = Files.createTempDirectory("almanac-gateway-");
            Map<String, String> settings = new HashMap<>(TestTokens.settings(folder));
            String url = "http://localhost:" + server.getAddress().getPort();
            System.setProperty(ADDRESS, url);
            for (String service : new String[] {"auth", "data", "forecast"}) {
                settings.put("gateway.services." + service + ".url", url);
                settings.put("gateway.services." + service + ".management", url);
            }
            settings.put("gateway.services.audit.url", "http://localhost:1");
            settings.put("gateway.services.audit.management", "http://localhost:1");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void ready(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "{\"status\":\"UP\",\"checks\":[]}");
    }

    private void tell(HttpExchange exchange) throws IOException {
        String part = exchange.getRequestURI().getRawQuery();
        answer(exchange, 200, seen.stream().filter(uri -> uri.contains(part)).collect(Collectors.joining("\n")));
    }

    private void echo(HttpExchange exchange) throws IOException {
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        long size = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        String headers = exchange.getRequestHeaders().entrySet().stream()
                .map(field -> field.getKey().toLowerCase() + ": " + String.join(",", field.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
        String body = exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\nbody " + size + "\n" + headers;
        boolean created = exchange.getRequestMethod().equals("POST");
        if (created) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            exchange.getResponseHeaders().add("Location", "http://" + host + "/api/v1/things/1");
        }
        exchange.getResponseHeaders().add("Connection", "X-Secret-Hop");
        exchange.getResponseHeaders().add("X-Secret-Hop", "1");
        answer(exchange, created ? 201 : 200, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
