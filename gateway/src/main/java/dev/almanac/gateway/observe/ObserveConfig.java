package dev.almanac.gateway.observe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What operators see.
@ConfigMapping(prefix = "gateway.observe")
public interface ObserveConfig {

    /// Whether each request leaves a line.
    @WithDefault("true")
    boolean accessLog();

    /// A file for these lines instead of the standard output; at 10 MB it is set aside, and ten such are kept.
    Optional<Path> accessFile();

    /// Where errors are reported to (Sentry's DSN); nowhere by default.
    Optional<String> sentryDsn();

    /// Where traces are sent to (OTLP over HTTP), such as `http://collector:4318/v1/traces`; nowhere by default.
    Optional<URI> traces();

    /// The part of requests that leave a trace; those of callers who trace are among them by the callers' choice.
    @WithDefault("0.1")
    double tracesShare();
}
