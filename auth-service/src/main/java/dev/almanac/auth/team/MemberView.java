package dev.almanac.auth.team;

import java.time.Instant;
import java.util.UUID;

/// Somebody in a team.
public record MemberView(UUID userId, String email, String fullName, TeamRole role, Instant joinedAt) {}
