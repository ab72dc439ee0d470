package dev.almanac.auth.key;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What an access token tells of the person whom it speaks for.
///
/// @param generation of their rights
/// @param teams role by team
public record Bearer(UUID user, Set<String> roles, long generation, Map<UUID, String> teams, String plan) {

    public Bearer {
        roles = Set.copyOf(roles);
        teams = Map.copyOf(teams);
    }
}
