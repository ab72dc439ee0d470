package dev.almanac.forecast;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// auth-service and data-service as far as a forecast needs them. The dataset's id says what it is: its first digits
/// are the number of series, `b` as last digit makes the first stream break half-way, `e` keeps the last series back.
public final class NeighbourServices implements QuarkusTestResourceLifecycleManager {

    private static final Set<String> BROKEN_ONCE = ConcurrentHashMap.newKeySet();

    private static final Map<String, Integer> VERSIONS = new ConcurrentHashMap<>();

    private static final List<String> TOLD = Collections.synchronizedList(new ArrayList<>());

    private static final Map<String, String> WALLETS = new ConcurrentHashMap<>();

    private static final Set<String> LEFT = ConcurrentHashMap.newKeySet();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/internal/token", exchange -> answer(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":300}"));
        server.createContext("/internal/active-sessions", exchange -> answer(exchange, 204, ""));
        server.createContext("/internal/teams/", NeighbourServices::member);
        server.createContext("/internal/notices", NeighbourServices::notices);
        server.createContext("/", new SpotPrices()); // the AWS SDK asks at the root
        server.createContext("/api/v1/auth/me", NeighbourServices::me);
        server.createContext("/api/v1/datasets/", NeighbourServices::dataset);
        server.createContext("/internal/datasets/", NeighbourServices::series);
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.of(
                "quarkus.rest-client.auth.url", url,
                "quarkus.rest-client.data.url", url,
                "forecast.sandbox.ec2-endpoint", url);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /// Who has a wallet linked: whoever this answers, by their id.
    public static UUID ownerOf(String address) {
        UUID user = UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8));
        WALLETS.put(user.toString(), address);
        return user;
    }

    /// Nobody is in this team any more.
    public static void leave(UUID team) {
        LEFT.add(team.toString());
    }

    private static void member(HttpExchange exchange) throws IOException {
        String team = exchange.getRequestURI().getPath().split("/")[3];
        answer(exchange, LEFT.contains(team) ? 404 : 200, "{\"role\":\"member\"}");
    }

    /// The dataset has one more version from now on: six more months, of which those of the first series are far off.
    public static void goOn(String dataset) {
        VERSIONS.merge(dataset, 2, (version, first) -> version + 1);
    }

    /// Batches of notices that came with a proof of who tells, in JSON.
    public static List<String> told() {
        return List.copyOf(TOLD);
    }

    private static void notices(HttpExchange exchange) throws IOException {
        boolean proved = exchange.getRequestHeaders().getFirst("Authorization").startsWith("Basic ");
        String batch = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (proved) {
            TOLD.add(batch);
        }
        answer(exchange, proved ? 204 : 401, "");
    }

    private static void newestVersions(HttpExchange exchange) throws IOException {
        String ids = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String versions = VERSIONS.entrySet().stream()
                .filter(dataset -> ids.contains(dataset.getKey()))
                .map(dataset -> "\"%s\":%d".formatted(dataset.getKey(), dataset.getValue()))
                .collect(Collectors.joining(","));
        answer(exchange, 200, "{\"versions\":{%s}}".formatted(versions));
    }

    private static void me(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        String user = claims.replaceAll(".*\"sub\":\"([^\"]+)\".*", "$1");
        String address = WALLETS.get(user);
        answer(
                exchange,
                200,
                "{\"wallets\":[%s]}".formatted(address == null ? "" : "{\"address\":\"" + address + "\"}"));
    }

    private static void dataset(HttpExchange exchange) throws IOException {
        dataset(exchange, exchange.getRequestURI().getPath().substring("/api/v1/datasets/".length()));
    }

    private static void dataset(HttpExchange exchange, String id) throws IOException {
        if (id.startsWith("00000000")) {
            answer(exchange, 404, "{}");
            return;
        }
        answer(exchange, 200, """
                {"id":"%s","name":"sales","version":%d,"series_count":%d,"sha256":"aa","series_sha256":"bb",
                "status":"%s"}""".formatted(
                id, VERSIONS.getOrDefault(id, 1), count(id), id.endsWith("c") ? "needs_confirmation" : "ready"));
    }

    /// The newest version as background work sees it: none for `d`, away at first for `f`.
    private static void newest(HttpExchange exchange, String id) throws IOException {
        if (id.endsWith("d")) {
            answer(exchange, 404, "{}");
        } else if (id.endsWith("f") && BROKEN_ONCE.add(id)) {
            answer(exchange, 503, "{}");
        } else {
            dataset(exchange, id);
        }
    }

    private static void series(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        if (path[3].equals("newest-versions")) {
            newestVersions(exchange);
            return;
        }
        if (path.length == 4) {
            newest(exchange, path[3]);
            return;
        }
        String id = path[3];
        String query = exchange.getRequestURI().getQuery();
        if (path[path.length - 1].equals("named")) {
            int ordinal = Integer.parseInt(query.substring("name=s".length()));
            answer(exchange, ordinal < count(id) ? 200 : 404, ordinal < count(id) ? line(ordinal, 60) : "{}");
            return;
        }
        int from = number(query, "after") + 1;
        int until = Math.min(count(id), number(query, "until"));
        exchange.getResponseHeaders().add("Series-Count", Integer.toString(count(id)));
        exchange.sendResponseHeaders(200, 0);
        boolean breaks = id.endsWith("b") && BROKEN_ONCE.add(id);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = from; i < until; i++) {
                if (breaks && i == count(id) / 2) {
                    out.flush();
                    throw new IOException("killed");
                }
                if (id.endsWith("e") && i == count(id) - 1) {
                    out.flush();
                    Thread.sleep(60_000);
                }
                out.write(line(i, 54 + 6 * Integer.parseInt(path[5])).getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Five years of months: level 100, a season of two highs, one series with nothing in it among thirteen.
    private static String line(int i, int months) {
        String values = i % 13 == 12
                ? "null"
                : IntStream.range(0, months)
                        .mapToObj(t -> Integer.toString(i == 0 && t >= 60 ? 1_000 : value(i, t)))
                        .collect(Collectors.joining(","));
        return """
                {"ordinal":%d,"series_id":"s%d","frequency":"MS","season_length":12,"start":"2021-01-01T00:00:00Z",\
                "step_millis":0,"values":[%s]}
                """.formatted(i, i, values);
    }

    private static int value(int i, int t) {
        return 100 + i % 7 + (t % 12 < 2 ? 50 : 0) + (t * 7 + i) % 5;
    }

    private static int number(String query, String name) {
        return Integer.parseInt(query.replaceAll(".*\\b" + name + "=(-?\\d+).*", "$1"));
    }

    private static int count(String id) {
        return Integer.parseInt(id.substring(0, 8));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
