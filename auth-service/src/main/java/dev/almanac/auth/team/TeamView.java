package dev.almanac.auth.team;

import java.time.Instant;
import java.util.UUID;

/// A team as one of its members sees it.
///
/// @param role the member's own
public record TeamView(UUID id, String name, TeamRole role, Instant createdAt) {}
