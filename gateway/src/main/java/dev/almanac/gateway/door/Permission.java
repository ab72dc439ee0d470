package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.route.Route;
import dev.almanac.kit.security.BearerFacts;
import dev.almanac.kit.security.Scopes;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// Whether the caller may do that: people by role, API keys by scope too. The service decides what is theirs.
@Singleton
class Permission implements Filter {

    @Override
    public void apply(Visit visit) {
        if (visit.caller() == null) {
            visit.pass();
            return;
        }
        BearerFacts facts = visit.caller().facts();
        Route route = visit.route();
        Optional<String> missing = missingScope(visit, facts.scopes());
        if (missing.isPresent()) {
            visit.exchange().refuse(EdgeProblem.SCOPE_MISSING, missing.get());
        } else if (!route.roles().isEmpty() && Collections.disjoint(route.roles(), facts.roles())) {
            String roles = String.join(" or ", route.roles().stream().sorted().toList());
            visit.exchange().refuse(EdgeProblem.ROLE_MISSING, "This needs the role " + roles);
        } else {
            visit.pass();
        }
    }

    private static Optional<String> missingScope(Visit visit, Optional<Set<String>> scopes) {
        if (scopes.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> needed =
                visit.route().scopeFor(visit.exchange().request().method()).filter(Scopes.ALL::contains);
        if (needed.isEmpty()) {
            return Optional.of("No API key may do this; sign in as a person");
        }
        return scopes.get().contains(needed.get())
                ? Optional.empty()
                : Optional.of("The API key needs the scope " + needed.get());
    }
}
