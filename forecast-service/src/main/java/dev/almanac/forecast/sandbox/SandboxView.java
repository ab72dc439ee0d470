package dev.almanac.forecast.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A session as the API shows it; credentials are in no answer.
public record SandboxView(
        UUID id,
        String status,
        Target target,
        double limitPrice,
        int horizon,
        Instant createdAt,
        Instant expiresAt,
        Instant endedAt,
        Map<String, String> links) {

    static SandboxView of(SandboxSession session) {
        boolean over = session.status().equals("active") && !session.isActive(Instant.now());
        String self = "/api/v1/sandbox/sessions/" + session.id();
        return new SandboxView(
                session.id(),
                over ? "expired" : session.status(),
                session.target(),
                session.limitPrice(),
                session.horizon(),
                session.createdAt(),
                session.expiresAt(),
                session.endedAt(),
                Map.of("self", self, "evaluate", self + "/evaluate", "log", "/api/v1/ws/sandbox/" + session.id()));
    }
}
