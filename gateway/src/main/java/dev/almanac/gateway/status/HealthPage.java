package dev.almanac.gateway.status;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.OnLoop;
import dev.almanac.gateway.limit.LimitStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `GET /health`: in words, whether the whole works. 200 while every service is up, else 503; without its Redis the
/// gateway counts alone, and works.
@Singleton
class HealthPage {

    private static final String NOT_USED = "not used";

    private final Services services;
    private final LimitStore limits;

    HealthPage(Services services, LimitStore limits) {
        this.services = services;
        this.limits = limits;
    }

    void answer(Exchange exchange) {
        Future<String> redis = limits.redisIsUp()
                .map(up -> OnLoop.back(up).map(HealthPage::word))
                .orElse(Future.succeededFuture(NOT_USED));
        redis.onSuccess(word -> exchange.safely(() -> answer(exchange, word)));
    }

    private void answer(Exchange exchange, String redis) {
        services.readAll("/q/health/ready")
                .onSuccess(answers -> exchange.safely(() -> {
                    JsonObject checks = new JsonObject();
                    answers.forEach((name, answer) -> checks.put(name, word(isUp(answer))));
                    checks.put("database", word(answers.values().stream().allMatch(HealthPage::hasDatabase)));
                    checks.put("redis", redis);
                    queue(answers)
                            .ifPresent(length -> checks.put(
                                    "queue",
                                    new JsonObject().put("status", "up").put("length", length)));
                    boolean up = answers.values().stream().allMatch(HealthPage::isUp);
                    Page.json(
                            exchange,
                            up ? 200 : 503,
                            new JsonObject()
                                    .put("status", up && !redis.equals(word(false)) ? "up" : "degraded")
                                    .put("checks", checks));
                }));
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }

    private static boolean isUp(Optional<JsonObject> answer) {
        return answer.filter(json -> "UP".equals(json.getString("status"))).isPresent();
    }

    private static boolean hasDatabase(Optional<JsonObject> answer) {
        return checks(answer)
                .filter(check -> check.getString("name").contains("Reactive PostgreSQL"))
                .anyMatch(check -> "UP".equals(check.getString("status")));
    }

    private static Optional<Integer> queue(Map<String, Optional<JsonObject>> answers) {
        return checks(answers.get("forecast"))
                .filter(check -> "queue".equals(check.getString("name")) && check.containsKey("data"))
                .map(check -> check.getJsonObject("data").getInteger("length"))
                .findFirst();
    }

    private static Stream<JsonObject> checks(Optional<JsonObject> answer) {
        return answer.stream()
                .flatMap(json -> json.getJsonArray("checks", new JsonArray()).stream())
                .map(JsonObject.class::cast);
    }
}
