package dev.almanac.auth.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.Set;

/// What an administrator changes; null stays as it is.
///
/// @param quotaUnits metered units a month
public record UserChange(
        @Size(min = 1) Set<@NotNull String> roles,
        @JsonProperty("is_active") Boolean active,

        @Pattern(regexp = "[a-z0-9-]{1,40}", message = "must be a plan's name")
        String plan,

        @PositiveOrZero Long quotaUnits) {

    Optional<Set<String>> newRoles() {
        return Optional.ofNullable(roles);
    }
}
