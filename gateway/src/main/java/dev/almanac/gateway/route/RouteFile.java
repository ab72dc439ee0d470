package dev.almanac.gateway.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.almanac.gateway.edge.CanonicalPath;
import dev.almanac.gateway.limit.Policy;
import dev.almanac.gateway.route.Route.Access;
import dev.almanac.gateway.route.Route.Kind;
import dev.almanac.gateway.route.RouteTable.Caller;
import dev.almanac.gateway.route.RouteTable.Counts;
import dev.almanac.gateway.route.RouteTable.Limit;
import dev.almanac.kit.security.Scopes;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Reads a route file (YAML, or JSON, which is YAML too) and refuses one that is not sound as a whole: every fault is
/// told with its place. The form is explained at the top of `routes.yaml`.
public final class RouteFile {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(31);
    private static final long MOST = 1_000_000_000;
    private static final Set<String> ROLES = Set.of("admin", "user", "viewer", "lab", "council_operator", "auditor");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z_]{1,40}}");
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final long USUAL_BODY = 1 << 20;
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final DocumentReader in = new DocumentReader();
    private final Set<String> services;
    private final BiFunction<String, Long, Long> quotas;
    private final Map<String, Limit> limits = new LinkedHashMap<>();
    private final Map<Caller, List<String>> callers = new EnumMap<>(Caller.class);
    private final Map<String, Map<String, Policy>> plans = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private RouteFile(Set<String> services, BiFunction<String, Long, Long> quotas) {
        this.services = services;
        this.quotas = quotas;
    }

    /// @param services that there are
    /// @param quotas what the settings say of a limit, by its name and what the file says
    /// @throws RouteFileException with every fault
    public static RouteTable parse(String text, Set<String> services, BiFunction<String, Long, Long> quotas)
            throws RouteFileException {
        return new RouteFile(services, quotas).read(text);
    }

    private RouteTable read(String text) throws RouteFileException {
        JsonNode document;
        try {
            document = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new RouteFileException(List.of(where + e.getOriginalMessage()));
        }
        if (document == null || !document.isObject()) {
            throw new RouteFileException(List.of("the file has no limits, callers, plans and routes"));
        }
        in.known(document, "file", Set.of("limits", "callers", "plans", "routes"));
        in.eachNamed(document, "limits", this::readLimit);
        in.eachNamed(document, "plans", this::readPlan);
        for (Caller caller : Caller.values()) {
            List<String> names = in.texts(document.path("callers"), "callers", DocumentReader.word(caller));
            requireLimits("callers." + DocumentReader.word(caller), names);
            callers.put(caller, List.copyOf(names));
        }
        in.each(document, "routes", this::readRoute);
        if (routes.isEmpty()) {
            in.fault("routes", "there are none");
        }
        if (!in.faults().isEmpty()) {
            throw new RouteFileException(in.faults());
        }
        return RouteTable.of(routes, limits, callers, plans);
    }

    private void readLimit(String name, JsonNode limit) {
        String place = "limits." + name;
        in.known(limit, place, Set.of("quota", "window", "counts"));
        if (!NAME.matcher(name).matches()) {
            in.fault(place, "a name is lower-case letters, digits and dashes");
        }
        long quota = in.number(limit, place, "quota", 0, MOST);
        Duration window = in.duration(limit, place, "window", Duration.ZERO);
        Counts counts = in.choice(limit, place, "counts", Counts.class, Counts.ADDRESS);
        if (quota == 0 || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
            in.fault(place, "needs a quota and a window of at most 31D");
        } else {
            limits.put(name, new Limit(Policy.of(name, quotas.apply(name, quota), window), counts));
        }
    }

    private void readPlan(String plan, JsonNode quotasOfPlan) {
        String place = "plans." + plan;
        Map<String, Policy> own = new HashMap<>();
        quotasOfPlan.fieldNames().forEachRemaining(name -> {
            requireLimits(place, List.of(name));
            long quota = in.number(quotasOfPlan, place, name, 1, MOST);
            if (limits.containsKey(name)) {
                own.put(name, limits.get(name).policy().withQuota(quota));
            }
        });
        plans.put(plan, Map.copyOf(own));
    }

    private void requireLimits(String place, List<String> names) {
        for (String name : names) {
            if (!limits.containsKey(name)) {
                in.fault(place, "there is no limit " + name);
            }
        }
    }

    private void readRoute(String place, JsonNode route) {
        in.known(
                route,
                place,
                Set.of(
                        "path", "methods", "service", "access", "kind", "roles", "scope", "limits", "cost", "timeout",
                        "body", "retries", "summary"));
        String pattern = in.neededText(route, place, "path");
        requirePattern(place, pattern);
        Kind kind = in.choice(route, place, "kind", Kind.class, Kind.CALL);
        Access access = in.choice(route, place, "access", Access.class, Access.SIGNED_IN);
        boolean upload = kind == Kind.UPLOAD || kind == Kind.PART;
        List<String> limited = in.texts(route, place, "limits");
        requireLimits(place + ".limits", limited);
        Set<HttpMethod> methods = methods(route, place, pattern);
        routes.add(new Route(
                pattern,
                methods,
                service(route, place),
                access,
                kind,
                roles(route, place, access),
                scope(route, place),
                List.copyOf(limited),
                (int) in.number(route, place, "cost", 1, MOST),
                in.duration(route, place, "timeout", USUAL_TIMEOUT),
                in.size(route, place, "body", upload ? Long.MAX_VALUE : USUAL_BODY, "any"),
                in.flag(route, place, "retries", true),
                in.neededText(route, place, "summary")));
    }

    private void requirePattern(String place, String pattern) {
        String plain = PLACEHOLDER.matcher(pattern).replaceAll("x").replaceAll("/\\*\\*$", "/x");
        if (!plain.isEmpty() && (plain.contains("*") || CanonicalPath.of(plain).isEmpty())) {
            in.fault(place + ".path", "must be a canonical path such as /api/v1/things/{id}/**");
        }
        if (pattern.startsWith("/internal") || pattern.startsWith("/q/") || pattern.startsWith("/{")) {
            in.fault(place + ".path", "internal calls and management ports are never routed");
        }
    }

    private Set<HttpMethod> methods(JsonNode route, String place, String pattern) {
        Set<HttpMethod> methods = new HashSet<>();
        List<String> names = in.texts(route, place, "methods");
        for (String name : names) {
            if (!METHODS.contains(name)) {
                in.fault(
                        place + ".methods",
                        "must be of " + METHODS.stream().sorted().toList());
                continue;
            }
            methods.add(HttpMethod.valueOf(name));
        }
        String shape = PLACEHOLDER.matcher(pattern).replaceAll("{}");
        for (String name : names.isEmpty() ? List.of("any") : names) {
            if (!seen.add(name + " " + shape)) {
                in.fault(place, name + " " + pattern + " is there twice");
            }
        }
        return Set.copyOf(methods);
    }

    private Optional<String> service(JsonNode route, String place) {
        String service = in.neededText(route, place, "service");
        if (service.equals("gateway")) {
            return Optional.empty();
        }
        if (!service.isEmpty() && !services.contains(service)) {
            in.fault(
                    place + ".service",
                    "must be gateway or one of " + services.stream().sorted().toList());
        }
        return Optional.of(service);
    }

    private Set<String> roles(JsonNode route, String place, Access access) {
        List<String> roles = in.texts(route, place, "roles");
        if (!ROLES.containsAll(roles)) {
            in.fault(place + ".roles", "must be of " + ROLES.stream().sorted().toList());
        }
        if (!roles.isEmpty() && access == Access.PUBLIC) {
            in.fault(place + ".roles", "a public route has none");
        }
        return Set.copyOf(roles);
    }

    private Optional<String> scope(JsonNode route, String place) {
        Optional<String> area = in.text(route, place, "scope");
        if (area.isPresent() && !Scopes.ALL.contains(area.get() + ":read")) {
            in.fault(
                    place + ".scope",
                    "must be the area of one of " + Scopes.ALL.stream().sorted().toList());
        }
        return area;
    }
}
