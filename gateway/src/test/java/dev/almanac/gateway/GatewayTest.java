package dev.almanac.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.gateway.door.PublicServer;
import dev.almanac.kit.testing.TestTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
@QuarkusTestResource(StubService.class)
class GatewayTest {

    @Inject
    PublicServer server;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token = TestTokens.user(UUID.randomUUID(), "user");

    @Test
    void aCallReachesItsServiceWithoutWhatOnlyTheGatewayMaySay() throws Exception {
        var answer = http.send(
                call("/api/v1/datasets?limit=2&q=%20")
                        .header("X-User-Id", "admin")
                        .header("X_User_Id", "admin")
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("Forwarded", "for=6.6.6.6")
                        .header("X-Request-Id", "mine-mine-mine")
                        .header("X-Custom", "stays")
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        List<String> lines = answer.body().lines().toList();
        assertEquals("GET /api/v1/datasets?limit=2&q=%20", lines.getFirst());
        assertTrue(lines.contains("x-custom: stays"), answer.body());
        assertTrue(lines.contains("x-forwarded-for: 127.0.0.1"), answer.body());
        assertFalse(answer.body().contains("6.6.6.6"), answer.body());
        assertFalse(answer.body().contains("admin"), answer.body());
        assertFalse(answer.body().contains("mine-mine"), answer.body());
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertTrue(lines.contains("x-request-id: " + id), answer.body());
        assertTrue(answer.body().contains("traceparent: 00-"), answer.body());
    }

    @Test
    void anAnswerCarriesSecurityHeadersAndNothingOfTheServicesConnection() throws Exception {
        var answer = http.send(call("/api/v1/datasets").build(), BodyHandlers.ofString());
        for (String name :
                List.of("Content-Security-Policy", "X-Content-Type-Options", "RateLimit", "RateLimit-Policy")) {
            assertTrue(answer.headers().firstValue(name).isPresent(), name);
        }
        assertTrue(answer.headers().firstValue("X-Secret-Hop").isEmpty());
        var created = http.send(
                call("/api/v1/datasets").POST(BodyPublishers.ofString("x")).build(), BodyHandlers.ofString());
        assertEquals(
                "/api/v1/things/1", created.headers().firstValue("Location").orElseThrow());
    }

    @Test
    void withoutAValidTokenNothingPasses() throws Exception {
        for (String authorization : List.of(
                "Bearer "
                        + TestTokens.token(
                                "almanac", Map.of("sub", UUID.randomUUID().toString()), -120),
                "Bearer "
                        + TestTokens.token(
                                "data-service", Map.of("sub", UUID.randomUUID().toString()), 60),
                "Bearer " + token.substring(0, token.length() - 8) + "AAAAAAAA",
                "Bearer x",
                "Basic eDp5")) {
            var request = HttpRequest.newBuilder(uri("/api/v1/datasets"))
                    .header("Authorization", authorization)
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertEquals(401, answer.statusCode(), authorization);
            assertTrue(answer.headers()
                    .firstValue("WWW-Authenticate")
                    .orElseThrow()
                    .startsWith("Bearer"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/internal/events", "/q/health", "/metrics", "/api/v2/datasets", "/api/v1/datasetsx", "/nowhere"
            })
    void whatHasNoRouteIsNotThere(String path) throws Exception {
        assertEquals(404, http.send(call(path).build(), BodyHandlers.ofString()).statusCode());
    }

    @Test
    void foreignOriginsMayNotCall() throws Exception {
        assertEquals(
                403, raw("GET /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n"));
        assertEquals(
                401, raw("GET /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:8080\r\n\r\n"));
    }

    @Test
    void aListedOriginMayAskAndCall() throws Exception {
        String origin = "\r\nHost: a\r\nOrigin: https://partner.example\r\n\r\n";
        assertEquals(204, raw("OPTIONS /api/v1/datasets HTTP/1.1" + origin));
        assertEquals(401, raw("GET /api/v1/datasets HTTP/1.1" + origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/..;/internal HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
                "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n"
            })
    void ambiguousRequestsAreRefused(String request) throws IOException {
        assertEquals(400, raw(request));
    }

    @Test
    void otherVersionsAreNotSpoken() throws IOException {
        assertEquals(505, raw("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
        assertEquals(417, raw("GET / HTTP/1.1\r\nHost: a\r\nExpect: rain\r\n\r\n"));
    }

    @Test
    void headsThatAreTooLargeAreRefused() throws IOException {
        assertEquals(431, raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"));
        assertEquals(414, raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @Test
    void aBodyAboveTheLimitIsRefusedBeforeItIsRead() throws Exception {
        var large = call("/api/v1/forecast").POST(BodyPublishers.ofByteArray(new byte[17 << 20]));
        var answer = http.send(large.build(), BodyHandlers.ofString());
        assertEquals(413, answer.statusCode());
        assertTrue(answer.body().contains("The limit is 16777216 bytes"), answer.body());
    }

    @Test
    void aChunkedBodyIsPassedOnAndBoundedToo() throws Exception {
        assertEquals(413, chunked("/api/v1/forecast", 17 << 20).statusCode());
        HttpResponse<String> upload = chunked("/api/v1/datasets", 17 << 20);
        assertEquals(201, upload.statusCode());
        assertTrue(upload.body().contains("body " + (17 << 20)), upload.body());
    }

    @Test
    void aServiceThatIsAwayIsTold() throws Exception {
        var answer = http.send(call("/api/v1/audit/events").build(), BodyHandlers.ofString());
        assertEquals(503, answer.statusCode());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    }

    @Test
    void theSixthAttemptToSignInWithinAMinuteWaits() throws Exception {
        HttpResponse<String> last = null;
        for (int i = 0; i < 6; i++) {
            var attempt = HttpRequest.newBuilder(uri("/api/v1/auth/login")).POST(BodyPublishers.ofString("{}"));
            last = http.send(attempt.build(), BodyHandlers.ofString());
        }
        assertEquals(429, last.statusCode());
        assertTrue(last.body().contains("https://iana.org/assignments/http-problem-types#quota-exceeded"), last.body());
        assertTrue(last.body().contains("\"violated-policies\":[\"sign-in\"]"), last.body());
        assertEquals("12", last.headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void aUsersLimitFollowsThemAcrossAddressesAndTokens() throws Exception {
        UUID user = UUID.randomUUID();
        List<String> tokens = List.of(TestTokens.user(user, "user"), TestTokens.user(user, "viewer"));
        int refused = 0;
        for (int i = 0; i < 104; i++) {
            var request = HttpRequest.newBuilder(uri("/api/v1/datasets"))
                    .header("Authorization", "Bearer " + tokens.get(i % 2));
            refused += http.send(request.build(), BodyHandlers.ofString()).statusCode() == 429 ? 1 : 0;
        }
        assertTrue(refused >= 1 && refused <= 4, "refused " + refused);
    }

    @Test
    void theConsoleIsServedWithCachingThatFitsItsNames() throws Exception {
        var page = http.send(HttpRequest.newBuilder(uri("/datasets")).build(), BodyHandlers.ofString());
        assertEquals(200, page.statusCode());
        assertEquals("no-cache", page.headers().firstValue("Cache-Control").orElseThrow());
        int from = page.body().indexOf("/assets/");
        String asset = page.body().substring(from, page.body().indexOf('"', from));
        var script = http.send(
                HttpRequest.newBuilder(uri(asset))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofByteArray());
        assertEquals("gzip", script.headers().firstValue("Content-Encoding").orElseThrow());
        assertTrue(script.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"));
        for (var encoding : Map.of("gzip, br", "br", "br;q=0, gzip;q=0.5", "gzip", "identity", "none")
                .entrySet()) {
            var encoded = http.send(
                    HttpRequest.newBuilder(uri(asset))
                            .header("Accept-Encoding", encoding.getKey())
                            .build(),
                    BodyHandlers.discarding());
            assertEquals(
                    encoding.getValue(),
                    encoded.headers().firstValue("Content-Encoding").orElse("none"));
        }
        String etag = page.headers().firstValue("ETag").orElseThrow();
        var again = HttpRequest.newBuilder(uri("/datasets"))
                .header("If-None-Match", etag)
                .build();
        assertEquals(304, http.send(again, BodyHandlers.discarding()).statusCode());
    }

    @Test
    void aCallerSeesWhereTheyStandWithEveryLimit() throws Exception {
        String caller = TestTokens.user(UUID.randomUUID(), "user");
        for (int i = 0; i < 3; i++) {
            call(caller, "/api/v1/datasets");
        }
        var post = HttpRequest.newBuilder(uri("/api/v1/backtests"))
                .header("Authorization", "Bearer " + caller)
                .POST(BodyPublishers.ofString("{}"));
        http.send(post.build(), BodyHandlers.discarding());
        var answer = call(caller, "/api/v1/usage/limits");
        assertEquals(200, answer.statusCode());
        Map<String, Integer> remaining = new HashMap<>();
        for (JsonNode item : new ObjectMapper().readTree(answer.body()).get("items")) {
            remaining.put(item.get("policy").asText(), item.get("remaining").asInt());
        }
        assertEquals(95, remaining.get("user"), answer.body());
        assertEquals(9, remaining.get("expensive"), answer.body());
        assertEquals(99_995, remaining.get("user-day"), answer.body());
    }

    @Test
    void expensiveCallsAreTenAnHour() throws Exception {
        String caller = TestTokens.user(UUID.randomUUID(), "user");
        var post = HttpRequest.newBuilder(uri("/api/v1/forecasts"))
                .header("Authorization", "Bearer " + caller)
                .POST(BodyPublishers.ofString("{}"))
                .build();
        for (int i = 0; i < 10; i++) {
            assertEquals(201, http.send(post, BodyHandlers.discarding()).statusCode());
        }
        var refused = http.send(post, BodyHandlers.ofString());
        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("\"violated-policies\":[\"expensive\"]"), refused.body());
        assertEquals("360", refused.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(refused.headers().firstValue("RateLimit").orElseThrow().contains("\"expensive\";r=0;t=360"));
        assertEquals(200, call(caller, "/api/v1/forecasts").statusCode());
    }

    @Test
    void aPlanHasQuotasOfItsOwn() throws Exception {
        String caller = TestTokens.token(
                "almanac", Map.of("sub", UUID.randomUUID().toString(), "groups", List.of("user"), "plan", "team"), 600);
        String policies = call(caller, "/api/v1/datasets")
                .headers()
                .firstValue("RateLimit-Policy")
                .orElseThrow();
        assertTrue(policies.contains("\"user\";q=300;w=60"), policies);
    }

    @Test
    void requestsAreCountedByRoute() throws Exception {
        call(token, "/api/v1/datasets/0198f0c2-7a1e-7c3b-9a51-0d3f5b6f6a01/quality");
        Counter requests = Metrics.globalRegistry
                .find("http.requests")
                .tags("route", "/api/v1/datasets/**", "method", "GET", "status", "200")
                .counter();
        assertTrue(requests.count() >= 1);
        assertTrue(Metrics.globalRegistry.find("http.request.duration").timers().stream()
                .allMatch(timer -> !timer.getId().getTag("route").contains("0198f0c2")));
    }

    @Test
    void healthSaysInWordsWhatIsDown() throws Exception {
        var answer = http.send(HttpRequest.newBuilder(uri("/health")).build(), BodyHandlers.ofString());
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("\"audit\":\"down\""), answer.body());
    }

    private HttpResponse<String> chunked(String path, int size) throws Exception {
        var body = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[size]));
        return http.send(call(path).POST(body).build(), BodyHandlers.ofString());
    }

    private int raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(start, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
        }
    }

    private HttpResponse<String> call(String caller, String path) throws Exception {
        var request = HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + caller);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }
}
