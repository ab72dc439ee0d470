package dev.almanac.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.gateway.route.RouteTable.Found;
import dev.almanac.kit.security.Scopes;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFileTest {

    static final Set<String> SERVICES = Set.of("auth", "data", "forecast", "audit");

    private final RouteTable builtIn = parsed(builtIn());

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/datasets,/api/v1/datasets/**",
        "POST,/api/v1/datasets,/api/v1/datasets",
        "POST,/api/v1/datasets/7/versions,/api/v1/datasets/{id}/versions",
        "GET,/api/v1/datasets/7/versions,/api/v1/datasets/**",
        "HEAD,/api/v1/uploads/7,/api/v1/uploads/**",
        "GET,/api/v1/datasets/7/series/a,/api/v1/datasets/{id}/series/{secret}",
        "POST,/api/v1/auth/verify,/api/v1/auth/verify",
        "DELETE,/api/v1/auth/sessions/7,/api/v1/auth/**",
        "GET,/log/tile/0/x001/234,/log/**",
        "GET,/api/v1/forecast,-405",
        "GET,/api/v1/ws/jobs,-404",
        "GET,/internal/events,-404",
        "GET,/api/v1/datasetsx,-404",
        "GET,/q/health,-404"
    })
    void theMostExactRouteTakesTheRequest(String method, String path, String pattern) {
        Found found = builtIn.find(HttpMethod.valueOf(method), path);
        assertEquals(
                pattern,
                switch (found) {
                    case Found.At(Route route) -> route.pattern();
                    case Found.OtherMethods() -> "-405";
                    case Found.Nothing() -> "-404";
                });
    }

    /// The services check scopes by a table of their own; the two must not differ.
    @Test
    void scopesAreThoseThatTheServicesAskFor() {
        for (Route route : builtIn.routes()) {
            if (route.service().isEmpty() || route.access() == Route.Access.PUBLIC) {
                continue;
            }
            String path = route.pattern().replaceAll("\\{[a-z]+}", "x").replaceAll("\\*\\*$", "x");
            for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
                if (route.takes(method)) {
                    Optional<String> ours = route.scopeFor(method).filter(Scopes.ALL::contains);
                    assertEquals(Scopes.needed(method.name(), path), ours, method + " " + route.pattern());
                }
            }
        }
    }

    @Test
    void everyFaultIsToldWithItsPlace() {
        RouteFileException failure =
                assertThrows(RouteFileException.class, () -> RouteFile.parse("""
                limits: {user: {quota: 0, window: 1M, counts: user}, a: {quota: 5, window: 9X}}
                callers: {stranger: [nobody]}
                plans: {}
                routes:
                  - {path: /api/../x, service: nowhere, methods: [FETCH], summary: s}
                  - {path: /internal/x, service: data, kind: parcel, timeout: soon, body: big, colour: red, summary: s}
                  - {path: /a, service: data, access: public, roles: [king], scope: planets}
                  - {path: '/b/{x}', service: data, summary: s}
                  - {path: '/b/{y}', service: data, summary: s}
                """, SERVICES, (name, quota) -> quota));
        for (String place : List.of(
                "limits.user.quota:",
                "limits.a.window:",
                "callers.stranger: there is no limit nobody",
                "routes[0].path:",
                "routes[0].service:",
                "routes[0].methods:",
                "routes[1].path: internal calls",
                "routes[1].kind: must be one of call, upload, part, web-socket",
                "routes[1].timeout:",
                "routes[1].body:",
                "routes[1].colour: unknown",
                "routes[2].roles:",
                "routes[2].scope:",
                "routes[2]: needs summary",
                "routes[4]: any /b/{y} is there twice")) {
            assertTrue(failure.faults().stream().anyMatch(fault -> fault.startsWith(place)), place + failure.faults());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes: [", "", "[]", "{}", "routes: []", "a: 1\na: 2", "{\"routes\": 1, \"routes\": 2}"})
    void whatIsNoRouteFileIsRefused(String text) {
        assertThrows(RouteFileException.class, () -> RouteFile.parse(text, SERVICES, (name, quota) -> quota));
    }

    @Test
    void settingsStandAgainstQuotasOfTheFile() throws RouteFileException {
        RouteTable table = RouteFile.parse(builtIn(), SERVICES, (name, quota) -> name.equals("user") ? 7 : quota);
        assertEquals(7, table.limits().get("user").policy().quota());
        assertEquals(10, table.limits().get("expensive").policy().quota());
    }

    @Test
    void aSecretSegmentStandsInNoLog() {
        Found found = builtIn.find(HttpMethod.POST, "/api/v1/invites/abcdefgh/accept");
        Route route = assertInstanceOf(Found.At.class, found).route();
        assertEquals("/api/v1/invites/{secret}/accept", route.logged("/api/v1/invites/abcdefgh/accept"));
    }

    static RouteTable parsed(String text) {
        try {
            return RouteFile.parse(text, SERVICES, (name, quota) -> quota);
        } catch (RouteFileException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static String builtIn() {
        try (var in = RouteFileTest.class.getResourceAsStream("/routes.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
