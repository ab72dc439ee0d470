package dev.almanac.gateway.status;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.gateway.route.Route;
import dev.almanac.gateway.route.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/// `GET /openapi`: the public calls of all services in one OpenAPI 3.1 document. Schemas carry their service's name, so
/// that two services may use the same word.
@Singleton
class OpenApiPage {

    private static final String SCHEMAS = "#/components/schemas/";

    private final Services services;
    private final GatewayConfig config;
    private final Routes routes;

    OpenApiPage(Services services, GatewayConfig config, Routes routes) {
        this.services = services;
        this.config = config;
        this.routes = routes;
    }

    void answer(Exchange exchange) {
        services.readAll("/q/openapi?format=json")
                .onSuccess(answers -> exchange.safely(() -> Page.json(exchange, 200, merged(answers))));
    }

    private JsonObject merged(Map<String, Optional<JsonObject>> answers) {
        JsonObject paths = own();
        JsonObject schemas = new JsonObject();
        answers.forEach((name, answer) -> answer.map(document -> named(document, name))
                .ifPresent(document -> {
                    document.getJsonObject("paths", new JsonObject()).forEach(path -> {
                        if (isPublic(path.getKey())) {
                            paths.put(path.getKey(), path.getValue());
                        }
                    });
                    JsonObject components = document.getJsonObject("components", new JsonObject());
                    components
                            .getJsonObject("schemas", new JsonObject())
                            .forEach(schema -> schemas.put(name + "." + schema.getKey(), schema.getValue()));
                }));
        JsonObject bearer = new JsonObject()
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "An access token of POST /api/v1/auth/login");
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        new JsonObject()
                                .put("title", "Almanac")
                                .put("version", "1")
                                .put("description", "Forecasts you can prove"))
                .put(
                        "servers",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("url", config.publicUrl().toString())))
                .put("paths", paths)
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", schemas)
                                .put("securitySchemes", new JsonObject().put("SecurityScheme", bearer)));
    }

    /// What the gateway answers itself.
    private JsonObject own() {
        JsonObject paths = new JsonObject();
        routes.table().routes().stream()
                .filter(route -> route.service().isEmpty())
                .forEach(route -> {
                    JsonObject call = new JsonObject()
                            .put("tags", new JsonArray().add("gateway"))
                            .put("summary", route.summary())
                            .put(
                                    "responses",
                                    new JsonObject().put("200", new JsonObject().put("description", route.summary())));
                    if (route.access() == Route.Access.SIGNED_IN) {
                        JsonObject bearer = new JsonObject().put("SecurityScheme", new JsonArray());
                        call.put("security", new JsonArray().add(bearer));
                    }
                    paths.put(route.pattern(), new JsonObject().put("get", call));
                });
        return paths;
    }

    private static boolean isPublic(String path) {
        return path.startsWith("/api/v1/") || path.startsWith("/log/") || path.startsWith("/.well-known/");
    }

    private static JsonObject named(JsonObject document, String service) {
        return new JsonObject(document.encode().replace(SCHEMAS, SCHEMAS + service + "."));
    }
}
