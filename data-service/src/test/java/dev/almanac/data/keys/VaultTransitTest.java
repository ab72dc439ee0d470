package dev.almanac.data.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Against a server that answers as the vendor's documentation shows it: paths, fields and examples of
/// <https://developer.hashicorp.com/vault/api-docs/secret/transit> ("Encrypt data", "Decrypt data", "Read key"), read
/// 2026-11. Vault itself could not be had as a package.
class VaultTransitTest extends RootKeyProviderContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ASKED = new ArrayList<>();
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/transit/", VaultTransitTest::answer);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Override
    RootKeyProvider provider() {
        return provider(server.getAddress().getPort());
    }

    @Override
    RootKeyProvider unreachable() {
        return provider(1);
    }

    /// The documented example of a plaintext.
    @Test
    void itAsksAsTheDocumentationShows() {
        ASKED.clear();
        byte[] plain = Base64.getDecoder().decode("dGhlIHF1aWNrIGJyb3duIGZveAo=");
        byte[] wrapped = provider().wrap(plain, "p");
        assertEquals("vault:v1:", new String(wrapped, 0, 9, StandardCharsets.US_ASCII));
        assertArrayEquals(plain, provider().unwrap(wrapped, "p"));
        assertEquals("vault:my-key:v1", provider().current());
        assertEquals("POST encrypt/my-key dGhlIHF1aWNrIGJyb3duIGZveAo= cA==", ASKED.getFirst());
        assertEquals("GET keys/my-key", ASKED.getLast());
    }

    private static RootKeyProvider provider(int port) {
        return new VaultTransit(new TestKeyConfig(URI.create("http://127.0.0.1:" + port), ""), new ObjectMapper());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestURI().getPath().substring("/v1/transit/".length());
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        ASKED.add((exchange.getRequestMethod() + " " + operation + " "
                        + body.path("plaintext").asText() + " "
                        + (operation.startsWith("encrypt")
                                ? body.path("associated_data").asText()
                                : ""))
                .strip());
        boolean allowed = "a token".equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
        try {
            respond(
                    exchange,
                    allowed ? 200 : 403,
                    allowed ? data(operation, body) : "{\"errors\":[\"permission denied\"]}");
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            respond(exchange, 400, "{\"errors\":[\"cipher: message authentication failed\"]}");
        }
    }

    private static String data(String operation, JsonNode body) throws GeneralSecurityException {
        AesGcmJce key = new AesGcmJce(new byte[32]);
        byte[] context = Base64.getDecoder().decode(body.path("associated_data").asText());
        return switch (operation.split("/")[0]) {
            case "encrypt" -> {
                byte[] sealed = key.encrypt(
                        Base64.getDecoder().decode(body.path("plaintext").asText()), context);
                yield "{\"data\":{\"ciphertext\":\"vault:v1:"
                        + Base64.getEncoder().encodeToString(sealed) + "\"}}";
            }
            case "decrypt" -> {
                String text = body.path("ciphertext").asText().substring("vault:v1:".length());
                byte[] plain = key.decrypt(Base64.getDecoder().decode(text), context);
                yield "{\"data\":{\"plaintext\":\"" + Base64.getEncoder().encodeToString(plain) + "\"}}";
            }
            default -> "{\"data\":{\"type\":\"aes256-gcm96\",\"latest_version\":1,\"keys\":{\"1\":1442851412}}}";
        };
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
