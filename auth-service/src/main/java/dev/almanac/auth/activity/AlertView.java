package dev.almanac.auth.activity;

import java.time.Instant;
import java.util.UUID;

/// Something unusual.
///
/// @param userId whom it concerns; null where it concerns the platform
/// @param seenAt when its owner or an administrator has taken note; null before
public record AlertView(UUID id, UUID userId, AlertKind kind, String detail, Instant createdAt, Instant seenAt) {

    static AlertView of(AlertEntity alert) {
        return new AlertView(alert.id, alert.accountId, alert.kind, alert.detail, alert.createdAt, alert.seenAt);
    }
}
