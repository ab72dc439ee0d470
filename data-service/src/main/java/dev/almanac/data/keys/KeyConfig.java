package dev.almanac.data.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Who holds the root key of what is stored.
@ConfigMapping(prefix = "data.keys")
public interface KeyConfig {

    /// `embedded` (a file of this machine, `almanac.root-key-file`), `vault` (Vault's transit engine) or `aws` (KMS).
    @WithDefault("embedded")
    Kind provider();

    /// How long an opened key of an owner stays in memory.
    @WithDefault("5M")
    Duration keep();

    /// A provider that has not answered after this is taken for down.
    @WithDefault("5S")
    Duration answerWithin();

    Vault vault();

    Aws aws();

    /// Kinds of providers.
    enum Kind {
        EMBEDDED,
        VAULT,
        AWS
    }

    /// HashiCorp Vault or OpenBao.
    interface Vault {

        @WithDefault("http://localhost:8200")
        URI url();

        /// Where the transit engine is mounted.
        @WithDefault("transit")
        String mount();

        /// The name of the key, of type aes256-gcm96.
        @WithDefault("almanac")
        String key();

        Optional<String> token();
    }

    /// AWS Key Management Service.
    interface Aws {

        /// Id, ARN or alias of a symmetric key.
        @WithDefault("alias/almanac")
        String key();

        @WithDefault("us-east-1")
        String region();

        /// For others than Amazon's.
        Optional<URI> endpoint();
    }
}
