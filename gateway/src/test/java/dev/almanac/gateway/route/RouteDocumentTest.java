package dev.almanac.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `deploy/docs/routes.md` is the route file as people read it. With `ALMANAC_WRITE_DOCS=true` it is written anew.
class RouteDocumentTest {

    private static final Path DOCUMENT = Path.of("../deploy/docs/routes.md");

    @Test
    void theDocumentSaysWhatTheRoutesAre() throws IOException {
        String text = document(RouteFileTest.parsed(RouteFileTest.builtIn()));
        if ("true".equals(System.getenv("ALMANAC_WRITE_DOCS"))) {
            Files.writeString(DOCUMENT, text);
        }
        assertEquals(text, Files.readString(DOCUMENT));
    }

    private static String document(RouteTable table) {
        StringBuilder text = new StringBuilder("""
                # Routes

                Every path that the gateway serves, as its route file has them (`gateway/src/main/resources/routes.yaml`); what is not here does not exist. Callers who sign in are counted by `user` and `user-day`, API keys by their own limit, `user-keys` and `user-day`; the limits named here count besides. A call costs 1 unless it says more.

                | path | methods | service | who | limits | body | answer within | what |
                |---|---|---|---|---|---|---|---|
                """);
        table.routes().forEach(route -> text.append(row(route)));
        text.append("""

                ## Limits

                | limit | requests | in | counts |
                |---|---|---|---|
                """);
        table.limits()
                .forEach((name, limit) -> text.append("| `%s` | %d | %d s | %s |%n"
                        .formatted(
                                name,
                                limit.policy().quota(),
                                limit.policy().window().toSeconds(),
                                DocumentReader.word(limit.counts()))));
        return text.toString();
    }

    private static String row(Route route) {
        String methods = route.methods().isEmpty()
                ? "all"
                : route.methods().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        String who = route.access() == Route.Access.PUBLIC
                ? "anybody"
                : route.roles().isEmpty()
                        ? "signed in"
                        : route.roles().stream().sorted().collect(Collectors.joining(", "));
        String keys =
                route.scope().map(scope -> "; keys with `" + scope + ":...`").orElse("");
        String limits = String.join(", ", route.limits()) + (route.cost() > 1 ? " costs " + route.cost() : "");
        String body = route.bodyLimit() == Long.MAX_VALUE ? "any" : (route.bodyLimit() >> 20) + " MiB";
        return "| `%s` | %s | %s | %s%s | %s | %s | %d s | %s |%n"
                .formatted(
                        route.pattern(),
                        methods,
                        route.service().orElse("gateway"),
                        who,
                        keys,
                        limits.strip(),
                        body,
                        route.timeout().toSeconds(),
                        route.summary());
    }
}
