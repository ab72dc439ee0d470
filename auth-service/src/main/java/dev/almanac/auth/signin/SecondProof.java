package dev.almanac.auth.signin;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// The answer to a challenge: one of the factors.
///
/// @param otp a code of an authenticator app, or a recovery code
/// @param passkey an assertion as browsers give it
public record SecondProof(
        @NotNull @Size(max = 200) String challenge,
        @Size(max = 40) String otp,
        JsonNode passkey) {

    boolean hasPasskey() {
        return passkey != null && !passkey.isNull();
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "SecondProof";
    }
}
