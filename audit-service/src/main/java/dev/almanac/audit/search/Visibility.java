package dev.almanac.audit.search;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Which entries a caller may see. Part of every query.
///
/// @param everything for admins and auditors
/// @param actor entries of what this person did
/// @param tenants entries in these histories, by pseudonym
public record Visibility(boolean everything, UUID actor, List<String> tenants) {

    public Visibility {
        tenants = List.copyOf(tenants);
    }

    public boolean covers(String tenant) {
        return everything || tenants.contains(tenant);
    }

    /// Reads it from the caller's token.
    @ApplicationScoped
    public static class Rule {

        private final LogKeys keys;

        Rule(LogKeys keys) {
            this.keys = keys;
        }

        /// Blocks when the log's keys are not loaded yet.
        public Visibility of(JsonWebToken token) {
            return of(token, Caller.Membership::administers);
        }

        /// The same for leaves and receipts, which say nothing in private: those of a team are for all of its members.
        public Visibility ofProofs(JsonWebToken token) {
            return of(token, member -> true);
        }

        private Visibility of(JsonWebToken token, Predicate<Caller.Membership> shows) {
            Caller caller = Caller.of(token);
            List<String> tenants =
                    new ArrayList<>(List.of(keys.pseudonym(caller.userId().toString())));
            caller.teams().stream()
                    .filter(shows)
                    .map(team -> keys.pseudonym(team.id().toString()))
                    .forEach(tenants::add);
            return new Visibility(caller.is("admin") || caller.is("auditor"), caller.userId(), tenants);
        }
    }
}
