package dev.almanac.gateway.identity;

import dev.almanac.gateway.proxy.Upstreams;
import dev.almanac.kit.security.BootstrapSecret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// What the gateway itself asks auth-service, over whichever instance answers.
@Singleton
class AuthService {

    private static final String NAME = "auth";
    private static final int EXCHANGE_MILLIS = 5_000;
    private static final int REVOCATIONS_MILLIS = 40_000;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final Upstreams upstreams;
    private final BootstrapSecret secret;

    AuthService(Upstreams upstreams, BootstrapSecret secret) {
        this.upstreams = upstreams;
        this.secret = secret;
    }

    /// What an API key was exchanged for.
    record Exchanged(String accessToken, UUID keyId, int callsPerMinute) {

        /// Without the secret.
        @Override
        public String toString() {
            return "Exchanged[" + keyId + "]";
        }
    }

    /// @return empty for a key that is not valid
    Future<Optional<Exchanged>> exchange(String key) {
        Buffer body = new JsonObject().put("key", key).toBuffer();
        return upstreams
                .ask(
                        NAME,
                        HttpMethod.POST,
                        "/internal/api-keys/exchange",
                        secret.authorization(),
                        body,
                        EXCHANGE_MILLIS)
                .compose(answer -> switch (answer.status()) {
                    case OK ->
                        Future.succeededFuture(
                                Optional.of(exchanged(answer.body().toJsonObject())));
                    case UNAUTHORIZED -> Future.succeededFuture(Optional.empty());
                    default -> Future.failedFuture("auth-service answers " + answer.status());
                });
    }

    /// @param number to ask on from
    Future<JsonObject> revocationsAfter(long number) {
        return upstreams
                .ask(
                        NAME,
                        HttpMethod.GET,
                        "/internal/revocations?after=" + number,
                        secret.authorization(),
                        Buffer.buffer(),
                        REVOCATIONS_MILLIS)
                .compose(answer -> answer.status() == OK
                        ? Future.succeededFuture(answer.body().toJsonObject())
                        : Future.failedFuture("auth-service answers " + answer.status()));
    }

    private static Exchanged exchanged(JsonObject json) {
        return new Exchanged(
                json.getString("access_token"),
                UUID.fromString(json.getString("key_id")),
                json.getInteger("calls_per_minute"));
    }
}
