package dev.almanac.auth.wallet;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// A wish for a text to sign.
///
/// @param purpose `sign-in`, which is the default, or `link`
public record NonceRequest(
        @NotNull @Pattern(regexp = "0x[0-9a-f]{64}", message = "must be 0x and 64 lower-case hex digits")
        String address,

        @Pattern(regexp = "sign-in|link", message = "must be sign-in or link")
        String purpose) {

    boolean isLink() {
        return "link".equals(purpose);
    }
}
