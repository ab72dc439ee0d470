package dev.almanac.auth.wallet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Wallet sign-in.
@ConfigMapping(prefix = "auth.wallet")
public interface WalletConfig {

    /// How long a text waits for its signature; five minutes at most.
    @WithDefault("5M")
    Duration nonceLife();

    /// The chain named in the text.
    @WithDefault("sui:mainnet")
    String chain();
}
