package dev.almanac.kit.security;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/// What a verified token says about its bearer that decides whether it still counts and what for.
///
/// @param subject id of a user, or the name of a service that speaks for itself
/// @param session null for services and API keys
/// @param key id of the API key that was exchanged, else null
/// @param generation of the user's rights at the time of issue; null for services
/// @param scopes of an API key; empty for all else
/// @param roles as in `groups`
/// @param plan null without one
/// @param expiresMillis since 1970
public record BearerFacts(
        String subject,
        UUID session,
        UUID key,
        Long generation,
        Optional<Set<String>> scopes,
        Set<String> roles,
        String plan,
        long expiresMillis) {

    /// @throws IllegalArgumentException when an id is none
    public static BearerFacts of(JwtClaims claims) throws MalformedClaimException {
        String scope = claims.getStringClaimValue("scope");
        return new BearerFacts(
                claims.getSubject(),
                id(claims.getStringClaimValue("sid")),
                id(claims.getStringClaimValue("key")),
                claims.getClaimValue("gen", Long.class),
                Optional.ofNullable(scope).map(text -> Set.of(text.split(" "))),
                Set.copyOf(claims.getStringListClaimValue("groups")),
                claims.getStringClaimValue("plan"),
                claims.getExpirationTime().getValueInMillis());
    }

    public boolean isRevoked(Revocations revocations) {
        UUID user = generation == null ? null : UUID.fromString(subject);
        return revocations.covers(user, session, key, generation);
    }

    private static UUID id(String text) {
        return text == null ? null : UUID.fromString(text);
    }
}
