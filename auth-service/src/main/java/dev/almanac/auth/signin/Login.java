package dev.almanac.auth.signin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// What someone signs in with.
///
/// @param otp a code of their authenticator app, or a recovery code; null to be asked for it
public record Login(
        @NotNull @Size(max = 254) String email,
        @NotNull @Size(max = 1024) String password,
        @Size(max = 40) String otp) {

    /// Without the secrets.
    @Override
    public String toString() {
        return "Login";
    }
}
