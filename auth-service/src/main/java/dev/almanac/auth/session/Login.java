package dev.almanac.auth.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// What someone signs in with.
public record Login(
        @NotNull @Size(max = 254) String email,
        @NotNull @Size(max = 1024) String password) {

    /// Without the secret.
    @Override
    public String toString() {
        return "Login";
    }
}
