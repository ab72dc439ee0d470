package dev.almanac.auth.factor;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/// Something that is asked for besides a password or a wallet, where an account has it.
public interface SecondFactor {

    /// As the API names it: `otp` or `passkey`.
    String kind();

    /// Joins the current session.
    Uni<Boolean> isSetUp(UUID account);
}
