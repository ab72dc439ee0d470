package dev.almanac.gateway.door;

import dev.almanac.gateway.door.Route.Access;
import dev.almanac.gateway.door.Route.Kind;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/// Every path that leaves the gateway, first match first. What is not here does not exist: no `/internal`, no
/// management.
final class Routes {

    private static final List<Route> ALL = List.of(
            new Route(HttpMethod.POST, "/api/v1/auth/register", "auth", Access.PUBLIC, Kind.CALL, "sign-up"),
            new Route(HttpMethod.POST, "/api/v1/auth/login", "auth", Access.PUBLIC, Kind.CALL, "sign-in"),
            new Route(HttpMethod.POST, "/api/v1/auth/refresh", "auth", Access.PUBLIC, Kind.CALL, "address"),
            new Route(HttpMethod.POST, "/api/v1/auth/logout", "auth", Access.PUBLIC, Kind.CALL, "address"),
            new Route(HttpMethod.POST, "/api/v1/auth/nonce", "auth", Access.PUBLIC, Kind.CALL, "sign-up"),
            new Route(HttpMethod.POST, "/api/v1/auth/verify", "auth", Access.PUBLIC, Kind.CALL, "sign-in"),
            new Route(HttpMethod.POST, "/api/v1/auth/challenge", "auth", Access.PUBLIC, Kind.CALL, "sign-in"),
            new Route(HttpMethod.POST, "/api/v1/auth/passkeys/sign-in", "auth", Access.PUBLIC, Kind.CALL, "address"),
            new Route(HttpMethod.POST, "/api/v1/auth/password/forgot", "auth", Access.PUBLIC, Kind.CALL, "sign-in"),
            new Route(HttpMethod.POST, "/api/v1/auth/password/reset", "auth", Access.PUBLIC, Kind.CALL, "sign-in"),
            new Route(HttpMethod.POST, "/api/v1/auth/email/verify", "auth", Access.PUBLIC, Kind.CALL, "sign-in"),
            new Route(HttpMethod.POST, "/api/v1/auth/set-up", "auth", Access.PUBLIC, Kind.CALL, "sign-in"),
            new Route(null, "/api/v1/teams", "auth", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(null, "/api/v1/invites", "auth", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(null, "/api/v1/admin/users", "auth", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(HttpMethod.GET, "/api/v1/admin/alerts", "auth", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(null, "/api/v1/auth", "auth", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(null, "/api/v1/admin/encryption", "data", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(HttpMethod.OPTIONS, "/api/v1/uploads", "data", Access.PUBLIC, Kind.CALL, "address"),
            new Route(HttpMethod.PATCH, "/api/v1/uploads", "data", Access.SIGNED_IN, Kind.PART, "address"),
            new Route(null, "/api/v1/uploads", "data", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(HttpMethod.POST, "/api/v1/datasets", "data", Access.SIGNED_IN, Kind.UPLOAD, "address"),
            new Route(null, "/api/v1/datasets", "data", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(HttpMethod.POST, "/api/v1/forecast", "forecast", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(null, "/api/v1/forecasts", "forecast", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(null, "/api/v1/backtests", "forecast", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(HttpMethod.POST, "/api/v1/anomalies", "forecast", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(HttpMethod.GET, "/api/v1/ws/datasets", "data", Access.SIGNED_IN, Kind.WEB_SOCKET, "address"),
            new Route(HttpMethod.GET, "/api/v1/ws/jobs", "forecast", Access.SIGNED_IN, Kind.WEB_SOCKET, "address"),
            new Route(HttpMethod.GET, "/api/v1/audit", "audit", Access.SIGNED_IN, Kind.CALL, "address"),
            new Route(HttpMethod.GET, "/log", "audit", Access.PUBLIC, Kind.CALL, "log"),
            new Route(HttpMethod.GET, "/t", "audit", Access.SIGNED_IN, Kind.CALL, "log"),
            new Route(HttpMethod.GET, "/witness/key", "audit", Access.PUBLIC, Kind.CALL, "log"),
            new Route(HttpMethod.POST, "/witness/add-checkpoint", "audit", Access.PUBLIC, Kind.CALL, "address"),
            new Route(HttpMethod.GET, "/.well-known/jwks.json", "auth", Access.PUBLIC, Kind.CALL, "address"));

    private Routes() {}

    static Optional<Route> find(HttpMethod method, String path) {
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return ALL.stream().filter(route -> route.takes(asked, path)).findFirst();
    }

    /// Whether the path is there for some other method.
    static boolean covers(String path) {
        return ALL.stream().anyMatch(route -> route.covers(path));
    }
}
