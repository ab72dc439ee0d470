package dev.almanac.kit.security;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The person on whose behalf a request runs, from a verified access token.
///
/// @param userId the token's `sub`
/// @param roles the token's `groups`
/// @param sessionId the token's `sid`; null for service tokens
/// @param teams the token's `teams`
public record Caller(UUID userId, Set<String> roles, UUID sessionId, List<Membership> teams) {

    public Caller {
        roles = Set.copyOf(roles);
        teams = List.copyOf(teams);
    }

    public static Caller of(JsonWebToken token) {
        String session = token.getClaim("sid");
        Collection<?> teams = token.getClaim("teams");
        return new Caller(
                UUID.fromString(token.getSubject()),
                token.getGroups(),
                session == null ? null : UUID.fromString(session),
                teams == null ? List.of() : teams.stream().map(Membership::of).toList());
    }

    public boolean is(String role) {
        return roles.contains(role);
    }

    /// One team that the caller is in.
    ///
    /// @param role `owner`, `admin`, `member` or `viewer`
    public record Membership(UUID id, String role) {

        /// Whether the caller answers for the team.
        public boolean administers() {
            return role.equals("owner") || role.equals("admin");
        }

        private static Membership of(Object claim) {
            JsonObject team = ((JsonValue) claim).asJsonObject();
            return new Membership(UUID.fromString(text(team.get("id"))), text(team.get("role")));
        }

        private static String text(JsonValue value) {
            return ((JsonString) value).getString();
        }
    }
}
