package dev.almanac.auth.wallet;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A signed text, as wallets give it.
///
/// @param message the text as it was issued
/// @param signature base64
public record WalletProof(
        @NotNull @Size(max = 66) String address,
        @NotNull @Size(max = 4_000) String message,
        @NotNull @Size(max = 24_576) String signature) {}
