package dev.almanac.gateway.status;

import dev.almanac.gateway.edge.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `GET /health`: in words, whether the whole works. 200 while every service is up, else 503.
@ApplicationScoped
public class HealthPage {

    private final Services services;

    HealthPage(Services services) {
        this.services = services;
    }

    public void answer(Exchange exchange) {
        services.readAll("/q/health/ready").onSuccess(answers -> {
            JsonObject checks = new JsonObject();
            answers.forEach((name, answer) -> checks.put(name, word(isUp(answer))));
            checks.put("database", word(answers.values().stream().allMatch(HealthPage::hasDatabase)));
            queue(answers)
                    .ifPresent(length -> checks.put(
                            "queue", new JsonObject().put("status", "up").put("length", length)));
            boolean up = answers.values().stream().allMatch(HealthPage::isUp);
            Page.json(
                    exchange,
                    up ? 200 : 503,
                    new JsonObject().put("status", up ? "up" : "degraded").put("checks", checks));
        });
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
                .filter(check -> "queue".equals(check.getString("name")))
                .map(check -> check.getJsonObject("data").getInteger("length"))
                .findFirst();
    }

    private static Stream<JsonObject> checks(Optional<JsonObject> answer) {
        return answer.stream()
                .flatMap(json -> json.getJsonArray("checks", new JsonArray()).stream())
                .map(JsonObject.class::cast);
    }
}
