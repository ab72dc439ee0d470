package dev.almanac.gateway.route;

import dev.almanac.gateway.limit.Policy;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All routes, found by path: a literal segment goes before `{name}`, and that before `/**`.
///
/// @param limits by name
/// @param callers limits by kind of caller
/// @param plans by name: the limits that the plan has of its own, by name
public record RouteTable(
        List<Route> routes,
        Map<String, Limit> limits,
        Map<Caller, List<String>> callers,
        Map<String, Map<String, Policy>> plans,
        Node root) {

    private static final String BELOW = "**";

    /// Kinds of callers, by what is known of them.
    public enum Caller {
        /// Without any credential.
        STRANGER,
        /// With a credential that was not verified yet.
        UNVERIFIED,
        PERSON,
        /// A program with an API key.
        KEY
    }

    /// Whom a limit counts.
    public enum Counts {
        ADDRESS,
        USER
    }

    /// A limit as the file gives it.
    public record Limit(Policy policy, Counts counts) {}

    /// What a path leads to.
    public sealed interface Found {
        record At(Route route) implements Found {}

        record OtherMethods() implements Found {}

        record Nothing() implements Found {}
    }

    private static final Found NOTHING = new Found.Nothing();
    private static final Found OTHER_METHODS = new Found.OtherMethods();

    static RouteTable of(
            List<Route> routes,
            Map<String, Limit> limits,
            Map<Caller, List<String>> callers,
            Map<String, Map<String, Policy>> plans) {
        Node root = new Node();
        routes.forEach(route -> root.add(segments(route.pattern()), route));
        return new RouteTable(
                List.copyOf(routes), new LinkedHashMap<>(limits), Map.copyOf(callers), Map.copyOf(plans), root);
    }

    /// @param path canonical
    public Found find(HttpMethod method, String path) {
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        List<Route> covering = new ArrayList<>(4);
        root.collect(path, 1, covering);
        for (Route route : covering) {
            if (route.takes(asked)) {
                return new Found.At(route);
            }
        }
        return covering.isEmpty() ? NOTHING : OTHER_METHODS;
    }

    static List<String> segments(String pattern) {
        return List.of(pattern.substring(1).split("/", -1));
    }

    /// One segment of the tree of patterns.
    static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final List<Route> here = new ArrayList<>();
        private final List<Route> below = new ArrayList<>();
        private Node any;

        void add(List<String> segments, Route route) {
            if (segments.isEmpty()) {
                here.add(route);
            } else if (segments.getFirst().equals(BELOW)) {
                below.add(route);
            } else if (segments.getFirst().startsWith("{")) {
                any = any == null ? new Node() : any;
                any.add(segments.subList(1, segments.size()), route);
            } else {
                literals.computeIfAbsent(segments.getFirst(), name -> new Node())
                        .add(segments.subList(1, segments.size()), route);
            }
        }

        /// Adds the routes that cover a path, the most exact first.
        ///
        /// A last slash means nothing, since services take it for nothing too.
        ///
        /// @param from start of the next segment; at the end or past it when there is none
        void collect(String path, int from, List<Route> covering) {
            if (from >= path.length()) {
                covering.addAll(here);
            } else {
                int slash = path.indexOf('/', from);
                int end = slash < 0 ? path.length() : slash;
                Node literal = literals.get(path.substring(from, end));
                if (literal != null) {
                    literal.collect(path, end + 1, covering);
                }
                if (any != null && end > from) {
                    any.collect(path, end + 1, covering);
                }
            }
            covering.addAll(below);
        }
    }
}
