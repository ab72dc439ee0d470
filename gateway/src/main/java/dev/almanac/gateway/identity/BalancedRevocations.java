package dev.almanac.gateway.identity;

import dev.almanac.kit.security.Revocation;
import dev.almanac.kit.security.RevocationFeed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Revocations from whichever instance of auth-service answers.
@Singleton
class BalancedRevocations implements RevocationFeed {

    private final AuthService auth;

    BalancedRevocations(AuthService auth) {
        this.auth = auth;
    }

    @Override
    public Uni<Revocation.Batch> after(long number) {
        return Uni.createFrom()
                .completionStage(() -> auth.revocationsAfter(number).toCompletionStage())
                .map(BalancedRevocations::batch);
    }

    private static Revocation.Batch batch(JsonObject json) {
        List<Revocation> items = json.getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(item -> new Revocation(
                        item.getString("kind"),
                        UUID.fromString(item.getString("id")),
                        item.getLong("generation"),
                        Instant.parse(item.getString("until"))))
                .toList();
        return new Revocation.Batch(json.getLong("last"), items);
    }
}
