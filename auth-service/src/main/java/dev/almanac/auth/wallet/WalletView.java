package dev.almanac.auth.wallet;

import java.time.Instant;

/// A wallet of an account.
///
/// @param scheme such as `ed25519`
public record WalletView(String address, String scheme, Instant linkedAt, Instant lastUsedAt) {

    static WalletView of(WalletEntity wallet) {
        return new WalletView(wallet.address, wallet.scheme, wallet.linkedAt, wallet.lastUsedAt);
    }
}
