package dev.almanac.kit.security;

import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The person on whose behalf a request runs, from a verified access token.
///
/// @param userId the token's `sub`
/// @param roles the token's `groups`
/// @param sessionId the token's `sid`; null for service tokens
public record Caller(UUID userId, Set<String> roles, UUID sessionId) {

    public static Caller of(JsonWebToken token) {
        String session = token.getClaim("sid");
        return new Caller(
                UUID.fromString(token.getSubject()),
                Set.copyOf(token.getGroups()),
                session == null ? null : UUID.fromString(session));
    }

    public boolean is(String role) {
        return roles.contains(role);
    }
}
