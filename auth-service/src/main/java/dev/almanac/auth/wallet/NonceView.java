package dev.almanac.auth.wallet;

import java.time.Instant;

/// A text to sign.
public record NonceView(String message, String nonce, Instant expiresAt) {}
