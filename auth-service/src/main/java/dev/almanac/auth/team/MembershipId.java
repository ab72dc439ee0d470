package dev.almanac.auth.team;

import java.io.Serializable;
import java.util.UUID;

/// Who is in which team.
record MembershipId(UUID teamId, UUID accountId) implements Serializable {}
