package dev.almanac.kit.security;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an API key's scopes allow, by method and path: one table for the gateway and for every service behind it.
/// A path that is not here is for people only: keys cannot make keys, change factors or administrate.
public final class Scopes {

    /// Every scope that a key can have.
    public static final Set<String> ALL =
            Set.of("account:read", "audit:read", "data:read", "data:write", "forecast:read", "forecast:write");

    private static final String PREFIX = "/api/v1/";
    private static final String DATASET_SOCKETS = "/api/v1/ws/datasets/";

    private static final Map<String, String> AREAS = Map.ofEntries(
            Map.entry("datasets", "data"),
            Map.entry("uploads", "data"),
            Map.entry("forecast", "forecast"),
            Map.entry("forecasts", "forecast"),
            Map.entry("backtests", "forecast"),
            Map.entry("anomalies", "forecast"),
            Map.entry("jobs", "forecast"),
            Map.entry("workflows", "forecast"),
            Map.entry("sandbox", "forecast"),
            Map.entry("models", "forecast"),
            Map.entry("experiments", "forecast"),
            Map.entry("lab", "forecast"),
            Map.entry("councils", "forecast"),
            Map.entry("usage", "forecast"),
            Map.entry("webhooks", "forecast"),
            Map.entry("ws", "forecast"),
            Map.entry("audit", "audit"));

    private static final Set<String> OWN_ACCOUNT =
            Set.of("/api/v1/auth/me", "/api/v1/auth/profile", "/api/v1/auth/verify");

    private Scopes() {}

    /// The scope that a key needs for a call; empty where no key may call.
    public static Optional<String> needed(String method, String path) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (path.startsWith("/t/")) {
            return reads ? Optional.of("audit:read") : Optional.empty();
        }
        if (OWN_ACCOUNT.contains(path)) {
            return reads ? Optional.of("account:read") : Optional.empty();
        }
        if (path.startsWith(DATASET_SOCKETS)) {
            return Optional.of("data:read");
        }
        if (!path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String area = AREAS.get(path.substring(PREFIX.length()).split("/", 2)[0]);
        return Optional.ofNullable(area)
                .map(known -> known + (reads ? ":read" : ":write"))
                .filter(ALL::contains);
    }
}
