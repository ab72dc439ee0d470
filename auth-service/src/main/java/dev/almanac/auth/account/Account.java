package dev.almanac.auth.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A person as the API shows them.
///
/// @param roles what the person may do; [#role] is the highest
public record Account(
        UUID id,
        String email,
        String username,
        String fullName,
        Set<String> roles,
        @JsonProperty("is_active") boolean active,
        Instant createdAt) {

    private static final List<String> RANKS = List.of("admin", "auditor", "lab", "council_operator", "user", "viewer");

    @JsonProperty
    public String role() {
        return RANKS.stream().filter(roles::contains).findFirst().orElse("viewer");
    }

    static Account of(AccountEntity entity) {
        return new Account(
                entity.id,
                entity.email,
                entity.username,
                entity.fullName,
                Set.of(entity.roles),
                entity.active,
                entity.createdAt);
    }
}
