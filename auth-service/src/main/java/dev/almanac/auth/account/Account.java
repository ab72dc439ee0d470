package dev.almanac.auth.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// A person as the API shows them.
///
/// @param email null for an account that came with a wallet and gave none
/// @param roles what the person may do; [#role] is the highest
/// @param quotaUnits metered units a month; null for what the plan says
/// @param activeSessionsCount of the sandbox
/// @param generation see `generation` of the table; `passwordVersion` likewise
public record Account(
        UUID id,
        String email,
        boolean emailVerified,
        String username,
        String fullName,
        Set<String> roles,
        @JsonProperty("is_active") boolean active,
        String plan,
        Long quotaUnits,
        int activeSessionsCount,
        Instant createdAt,
        @JsonIgnore long generation,
        @JsonIgnore long passwordVersion,
        @JsonIgnore boolean hasPassword,
        @JsonIgnore boolean passwordExpired) {

    @JsonProperty
    public String role() {
        return Roles.highest(roles);
    }

    /// What to call somebody in a mail.
    @JsonIgnore
    public String displayName() {
        return fullName != null ? fullName : username != null ? username : email != null ? email : "Somebody";
    }

    static Account of(AccountEntity entity) {
        return new Account(
                entity.id,
                entity.email,
                entity.emailVerifiedAt != null,
                entity.username,
                entity.fullName,
                Set.of(entity.roles),
                entity.active,
                entity.plan,
                entity.quotaUnits,
                entity.sandboxSessions,
                entity.createdAt,
                entity.generation,
                entity.passwordVersion,
                entity.passwordHash != null,
                entity.passwordExpired);
    }
}
