package dev.almanac.auth.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A key without its secret, except in the answer that made it.
///
/// @param key shown once; null ever after
public record ApiKeyView(
        UUID id,
        String name,
        List<String> scopes,
        int callsPerMinute,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt,
        String key) {

    static ApiKeyView of(ApiKeyEntity entity) {
        return of(entity, null);
    }

    static ApiKeyView of(ApiKeyEntity entity, String key) {
        return new ApiKeyView(
                entity.id,
                entity.name,
                List.of(entity.scopes),
                entity.callsPerMinute,
                entity.createdAt,
                entity.expiresAt,
                entity.lastUsedAt,
                key);
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "ApiKeyView[" + id + "]";
    }
}
