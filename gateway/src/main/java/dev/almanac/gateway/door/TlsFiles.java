package dev.almanac.gateway.door;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SSLOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The certificate of the gateway, and whether its files have changed. TLS 1.2 and 1.3 with forward secrecy and
/// authenticated encryption only. Source: RFC 9325.
@Singleton
class TlsFiles {

    private static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final TlsConfig config;
    private int content;

    TlsFiles(TlsConfig config) {
        this.config = config;
        if (config.certificate().isPresent() != config.key().isPresent()) {
            throw new IllegalStateException("gateway.tls.certificate and gateway.tls.key go together");
        }
    }

    boolean arePresent() {
        return config.certificate().isPresent() || config.keystore().isPresent();
    }

    /// Switches TLS on.
    void addTo(HttpServerOptions options) throws IOException {
        content = fingerprint();
        options.setSsl(true)
                .setUseAlpn(true)
                .setPort(config.port())
                .setKeyCertOptions(keys())
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        CIPHERS.forEach(options::addEnabledCipherSuite);
    }

    /// @return whether the files are others than last time
    synchronized boolean haveChanged() throws IOException {
        int now = fingerprint();
        boolean changed = now != content;
        content = now;
        return changed;
    }

    /// As the files are now.
    SSLOptions options() throws IOException {
        SSLOptions options = new SSLOptions()
                .setKeyCertOptions(keys())
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        CIPHERS.forEach(options::addEnabledCipherSuite);
        return options;
    }

    private KeyCertOptions keys() throws IOException {
        if (config.keystore().isPresent()) {
            return new PfxOptions()
                    .setValue(read(config.keystore().get()))
                    .setPassword(config.keystorePassword().orElse(""));
        }
        return new PemKeyCertOptions()
                .addCertValue(read(config.certificate().orElseThrow()))
                .addKeyValue(read(config.key().orElseThrow()));
    }

    private static Buffer read(Path file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(file));
    }

    private int fingerprint() throws IOException {
        int hash = 1;
        for (Path file : Stream.of(config.certificate(), config.key(), config.keystore())
                .flatMap(Optional::stream)
                .toList()) {
            hash = hash * 31 + Arrays.hashCode(Files.readAllBytes(file));
        }
        return hash;
    }
}
