package dev.almanac.auth.contact;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// The secret of a link, which stands behind its `#`.
public record LinkRequest(
        @NotNull @Size(min = 20, max = 200) String token) {

    /// Without the secret.
    @Override
    public String toString() {
        return "LinkRequest";
    }
}
