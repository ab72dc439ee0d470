package dev.almanac.auth.team;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/// What people send about teams.
final class TeamRequests {

    private TeamRequests() {}

    public record Name(@NotBlank @Size(max = 100) String name) {}

    public record Role(@NotNull TeamRole role) {}

    public record Invite(
            @NotBlank @Email @Size(max = 254) String email,
            @NotNull TeamRole role) {}

    public record Transfer(@NotNull UUID userId) {}

    /// @param token of the link, behind its `#`
    public record Acceptance(@NotNull @Size(max = 200) String token) {

        /// Without the secret.
        @Override
        public String toString() {
            return "Acceptance";
        }
    }
}
