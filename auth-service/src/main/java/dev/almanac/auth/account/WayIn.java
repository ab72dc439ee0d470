package dev.almanac.auth.account;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/// One way to sign in by itself: a password, a wallet, a passkey.
public interface WayIn {

    /// How many of them an account has; joins the current transaction.
    Uni<Long> count(UUID account);
}
