package dev.almanac.auth.factor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// A code of an authenticator app.
public record CodeRequest(
        @NotNull @Pattern(regexp = "\\d{6}", message = "must be six digits")
        String code) {

    /// Without the secret.
    @Override
    public String toString() {
        return "CodeRequest";
    }
}
