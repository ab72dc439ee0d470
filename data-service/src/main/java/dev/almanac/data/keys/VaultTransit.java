package dev.almanac.data.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// The root key in the transit engine of Vault or OpenBao: it never leaves there. Source of the calls:
/// <https://developer.hashicorp.com/vault/api-docs/secret/transit>.
final class VaultTransit implements RootKeyProvider {

    private final KeyConfig config;
    private final ObjectMapper json;
    private final HttpClient http;

    VaultTransit(KeyConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.http =
                HttpClient.newBuilder().connectTimeout(config.answerWithin()).build();
    }

    @Override
    public byte[] wrap(byte[] secret, String purpose) {
        Map<String, String> body = Map.of(
                "plaintext", base64(secret), "associated_data", base64(purpose.getBytes(StandardCharsets.UTF_8)));
        return call("POST", "encrypt/", body).path("ciphertext").asText().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String purpose) {
        Map<String, String> body = Map.of(
                "ciphertext",
                new String(wrapped, StandardCharsets.US_ASCII),
                "associated_data",
                base64(purpose.getBytes(StandardCharsets.UTF_8)));
        return Base64.getDecoder()
                .decode(call("POST", "decrypt/", body).path("plaintext").asText());
    }

    @Override
    public String current() {
        return "vault:" + config.vault().key() + ":v"
                + call("GET", "keys/", null).path("latest_version").asText();
    }

    private JsonNode call(String method, String operation, Map<String, String> body) {
        KeyConfig.Vault vault = config.vault();
        URI uri = vault.url().resolve("/v1/" + vault.mount() + "/" + operation + vault.key());
        try {
            HttpRequest.BodyPublisher content = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(config.answerWithin())
                    .header("X-Vault-Token", vault.token().orElse(""))
                    .header("Content-Type", "application/json")
                    .method(method, content)
                    .build();
            return data(operation, http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw KeyProblem.unavailable("Vault does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KeyProblem.unavailable("The call of Vault was interrupted", e);
        }
    }

    /// A 400 to a decryption says that the ciphertext is not of this key or purpose.
    private JsonNode data(String operation, HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() == 400 && operation.equals("decrypt/")) {
            throw new IllegalStateException("Vault cannot open a wrapped key: altered, or of another owner");
        }
        if (response.statusCode() != 200) {
            throw KeyProblem.unavailable("Vault answered " + response.statusCode(), null);
        }
        return json.readTree(response.body()).path("data");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
