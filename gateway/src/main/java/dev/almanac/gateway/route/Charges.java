package dev.almanac.gateway.route;

import dev.almanac.gateway.limit.Charge;
import dev.almanac.gateway.limit.Policy;
import dev.almanac.gateway.route.RouteTable.Caller;
import dev.almanac.gateway.route.RouteTable.Counts;
import dev.almanac.gateway.route.RouteTable.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which limits count a request.
public final class Charges {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<String, Policy> NO_PLAN = Map.of();

    private final RouteTable table;

    public Charges(RouteTable table) {
        this.table = table;
    }

    /// Of a call that anybody may make: what the route says.
    public List<Charge> ofPublic(Route route, String address) {
        return charges(route.limits(), route.cost(), address, null, NO_PLAN);
    }

    /// Of a call for signed-in callers by somebody who is not known, or not yet.
    public List<Charge> ofUnknown(Caller caller, String address) {
        return charges(table.callers().get(caller), 1, address, null, NO_PLAN);
    }

    /// Of a call by a known caller: the key's own limit, those of its kind of caller, those of the route.
    public List<Charge> ofKnown(Route route, Known known, String address) {
        List<Charge> charges = charges(names(route, known), route.cost(), address, known.user(), plan(known));
        known.key()
                .ifPresent(key ->
                        charges.addFirst(new Charge(key.policy(), key.id().toString(), route.cost())));
        return charges;
    }

    /// All limits that count a user anywhere, for them to look at.
    public List<Charge> allOf(Known known, String address) {
        Set<String> names = new LinkedHashSet<>(table.callers().get(caller(known)));
        table.limits().forEach((name, limit) -> {
            boolean routed =
                    table.routes().stream().anyMatch(route -> route.limits().contains(name));
            if (limit.counts() == Counts.USER && routed) {
                names.add(name);
            }
        });
        List<Charge> charges = charges(List.copyOf(names), 1, address, known.user(), plan(known));
        known.key()
                .ifPresent(key ->
                        charges.addFirst(Charge.one(key.policy(), key.id().toString())));
        return charges;
    }

    private List<String> names(Route route, Known known) {
        List<String> own = table.callers().get(caller(known));
        if (route.limits().isEmpty()) {
            return own;
        }
        List<String> names = new ArrayList<>(own);
        names.addAll(route.limits());
        return names;
    }

    private static Caller caller(Known known) {
        return known.key().isPresent() ? Caller.KEY : Caller.PERSON;
    }

    private Map<String, Policy> plan(Known known) {
        return known.plan() == null ? NO_PLAN : table.plans().getOrDefault(known.plan(), NO_PLAN);
    }

    private List<Charge> charges(List<String> names, int cost, String address, String user, Map<String, Policy> plan) {
        List<Charge> charges = new ArrayList<>(names.size() + 1);
        for (String name : names) {
            Limit limit = table.limits().get(name);
            Policy policy = plan.getOrDefault(name, limit.policy());
            boolean ofUser = limit.counts() == Counts.USER && user != null;
            charges.add(new Charge(policy, ofUser ? user : address, policy.isLasting() ? 1 : cost));
        }
        return charges;
    }

    /// A caller whose credential was verified.
    ///
    /// @param plan null for none
    public record Known(String user, String plan, Optional<Key> key) {}

    /// An API key, which has a limit of its own.
    public record Key(UUID id, int callsPerMinute) {
        private static final ConcurrentMap<Integer, Policy> POLICIES = new ConcurrentHashMap<>();

        private Policy policy() {
            return POLICIES.computeIfAbsent(callsPerMinute, calls -> Policy.of("api-key", calls, MINUTE));
        }
    }
}
