package dev.almanac.gateway.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// TLS at the gateway itself: a certificate and its key as PEM, or both in a keystore (PKCS#12 or JKS). Without either
/// something in front speaks TLS, or nobody does.
@ConfigMapping(prefix = "gateway.tls")
public interface TlsConfig {

    /// The certificate with its chain, PEM.
    Optional<Path> certificate();

    /// Its key, PEM (PKCS#8).
    Optional<Path> key();

    /// A keystore instead.
    Optional<Path> keystore();

    /// The keystore's password.
    Optional<String> keystorePassword();

    /// The port for TLS; `gateway.port` redirects there.
    @WithDefault("8443")
    int port();

    /// How often the files are looked at; a new certificate is used for the connections after that.
    @WithDefault("10S")
    Duration lookEvery();
}
