package dev.almanac.auth.password;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// What people send to set a password. None of them shows its secrets as text.
final class PasswordRequests {

    private PasswordRequests() {}

    /// @param currentPassword null where there is none yet
    public record Change(
            @Size(max = 1024) String currentPassword,
            @NotNull @Size(max = 1024) String newPassword) {

        @Override
        public String toString() {
            return "Change";
        }
    }

    public record Forgot(@NotNull @Size(max = 254) String email) {}

    /// @param token of the link, behind its `#`
    public record Reset(
            @NotNull @Size(max = 200) String token,
            @NotNull @Size(max = 1024) String password) {

        @Override
        public String toString() {
            return "Reset";
        }
    }
}
