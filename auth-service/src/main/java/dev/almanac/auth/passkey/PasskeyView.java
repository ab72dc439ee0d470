package dev.almanac.auth.passkey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A passkey of an account.
///
/// @param backedUp whether it is copied to other devices of its owner
/// @param recoveryCodes shown once, with the first second factor of an account
public record PasskeyView(
        UUID id, String name, boolean backedUp, Instant createdAt, Instant lastUsedAt, List<String> recoveryCodes) {

    static PasskeyView of(PasskeyEntity passkey) {
        return of(passkey, null);
    }

    static PasskeyView of(PasskeyEntity passkey, List<String> recoveryCodes) {
        return new PasskeyView(
                passkey.id, passkey.name, passkey.backedUp, passkey.createdAt, passkey.lastUsedAt, recoveryCodes);
    }
}
