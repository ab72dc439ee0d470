package dev.almanac.auth.activity;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/// What follows when an account may be in other hands: implemented by the sessions.
public interface Suspicion {

    /// Joins the current transaction.
    Uni<Void> of(UUID account);
}
