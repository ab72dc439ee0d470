package dev.almanac.auth.signin;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/// What someone gives to open an account. `name` is understood as `full_name`.
public record Registration(
        @NotBlank @Email @Size(max = 254) String email,
        @NotNull @Size(max = 1024) String password,

        @Pattern(
                regexp = "[A-Za-z0-9._-]{3,40}",
                message = "must be 3 to 40 letters, digits, dots, underscores or dashes")
        String username,

        @JsonAlias("name") @Size(max = 200) String fullName) {

    /// Without the secret.
    @Override
    public String toString() {
        return "Registration[" + username + "]";
    }
}
