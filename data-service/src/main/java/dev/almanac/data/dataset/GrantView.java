package dev.almanac.data.dataset;

import java.time.Instant;
import java.util.UUID;

/// Who else may see or change a dataset.
///
/// @param user or `team`, one of them
/// @param access `read` or `write`
public record GrantView(UUID user, UUID team, String access, Instant createdAt) {

    static GrantView of(GrantEntity grant) {
        boolean user = grant.kind.equals("user");
        return new GrantView(
                user ? grant.key.grantee() : null, user ? null : grant.key.grantee(), grant.access, grant.createdAt);
    }
}
