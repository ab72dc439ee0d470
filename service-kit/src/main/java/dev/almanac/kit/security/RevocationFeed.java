package dev.almanac.kit.security;

import io.smallrye.mutiny.Uni;

/// Where revocations come from: auth-service over HTTP, or for itself its own table.
public interface RevocationFeed {

    /// What was revoked after a number; answers when there is something, or empty after a while.
    ///
    /// @param number -1 for everything that still counts, which is answered at once
    Uni<Revocation.Batch> after(long number);
}
