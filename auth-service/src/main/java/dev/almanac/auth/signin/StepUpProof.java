package dev.almanac.auth.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.auth.wallet.WalletProof;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;

/// Something that shows once more who is there: a passkey; or a password or wallet, with a code where the account has
/// second factors.
public record StepUpProof(
        @Size(max = 1024) String password,
        @Size(max = 40) String otp,
        JsonNode passkey,
        @Valid WalletProof wallet) {

    boolean hasPasskey() {
        return passkey != null && !passkey.isNull();
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "StepUpProof";
    }
}
