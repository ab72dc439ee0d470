package dev.almanac.kit.security;

import dev.almanac.kit.problem.CommonProblem;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The person on whose behalf a request runs, from a verified access token.
///
/// @param userId the token's `sub`
/// @param roles the token's `groups`
/// @param sessionId the token's `sid`; null for service tokens and API keys
/// @param teams the token's `teams`
/// @param actor who acts in the user's name: a service, or an administrator who helps; null for the user themselves
public record Caller(UUID userId, Set<String> roles, UUID sessionId, List<Membership> teams, String actor) {

    public Caller {
        roles = Set.copyOf(roles);
        teams = List.copyOf(teams);
    }

    public static Caller of(JsonWebToken token) {
        String session = token.getClaim("sid");
        Collection<?> teams = token.getClaim("teams");
        JsonObject act = token.getClaim("act");
        return new Caller(
                UUID.fromString(token.getSubject()),
                token.getGroups(),
                session == null ? null : UUID.fromString(session),
                teams == null ? List.of() : teams.stream().map(Membership::of).toList(),
                act == null ? null : act.getString("sub"));
    }

    /// Whose things the caller may see: their own and those of their teams.
    public Set<UUID> readable() {
        Set<UUID> owners = new LinkedHashSet<>();
        owners.add(userId);
        teams.forEach(team -> owners.add(team.id()));
        return owners;
    }

    /// Whose things the caller may make and change: their own and those of teams where they are more than a viewer.
    public Set<UUID> writable() {
        Set<UUID> owners = new LinkedHashSet<>();
        owners.add(userId);
        teams.stream().filter(Membership::writes).forEach(team -> owners.add(team.id()));
        return owners;
    }

    /// Who is to own what the caller makes.
    ///
    /// @param team null for the caller; else a team of theirs in which they may make things
    public UUID owner(UUID team) {
        if (team == null) {
            return userId;
        }
        if (!readable().contains(team)) {
            throw CommonProblem.NOT_FOUND.because("No team " + team + " of yours");
        }
        if (!writable().contains(team)) {
            throw CommonProblem.FORBIDDEN.because("Viewers of a team make nothing in it");
        }
        return team;
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

        /// Whether the caller may make and change things of the team.
        public boolean writes() {
            return !role.equals("viewer");
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
