package dev.almanac.forecast.webhook;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.almanac.forecast.NeighbourServices;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/// Calls over TLS, as all are in production: the address that was looked up is called, the name is what must be proved.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
@QuarkusTestResource(value = Certificates.class, restrictToAnnotatedClass = true)
class WebhookTlsTest {

    private final UUID owner = UUID.randomUUID();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aServerThatProvesItsNameIsCalled() throws Exception {
        HttpsServer server = server("localhost");
        try {
            String webhook = create(server);
            call();
            await("the log")
                    .until(() -> deliveries(webhook).getList("items.status").equals(List.of("delivered")));
            assertEquals(1, calls.get());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aServerThatProvesAnotherNameIsNot() throws Exception {
        HttpsServer server = server("elsewhere.test");
        try {
            String webhook = create(server);
            call();
            await("all attempts")
                    .until(() -> deliveries(webhook).getList("items.status").equals(List.of("failed")));
            assertTrue(deliveries(webhook).getString("items[0].last_error").startsWith("No answer: SSL"));
            assertEquals(0, calls.get());
        } finally {
            server.stop(0);
        }
    }

    private HttpsServer server(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(System.getProperty(Certificates.FOLDER), name + ".p12"))) {
            keys.load(in, Certificates.PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, Certificates.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private String create(HttpsServer server) {
        String url = "https://localhost:" + server.getAddress().getPort() + "/hook";
        return as().contentType("application/json")
                .body(Map.of("url", url, "events", List.of("budget.soft-limit")))
                .post("/api/v1/webhooks")
                .path("webhook.id");
    }

    /// A soft limit that is passed is told at once.
    private void call() {
        as().contentType("application/json")
                .body(Map.of("series", List.of(Map.of("values", List.of(1, 2, 3, 4))), "horizon", 2, "model", "drift"))
                .post("/api/v1/forecast")
                .then()
                .statusCode(200);
        as().contentType("application/json")
                .body(Map.of("soft", 1))
                .put("/api/v1/usage/budget")
                .then()
                .statusCode(200);
    }

    private JsonPath deliveries(String webhook) {
        return as().get("/api/v1/webhooks/" + webhook + "/deliveries").jsonPath();
    }

    private RequestSpecification as() {
        return given().auth().oauth2(TestTokens.user(owner, "user"));
    }
}
