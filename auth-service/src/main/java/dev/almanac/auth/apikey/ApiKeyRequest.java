package dev.almanac.auth.apikey;

import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;

/// A wish for a key.
///
/// @param expiresAt null for a key that lasts until it is revoked
/// @param callsPerMinute null for the platform's default
public record ApiKeyRequest(
        @NotBlank @Size(max = 100) String name,
        @NotEmpty Set<@NotNull String> scopes,
        @Future Instant expiresAt,
        @Positive Integer callsPerMinute) {}
