package dev.almanac.gateway.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The public listener and the services behind it.
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {

    /// The address that people type: issuer of tokens, the only origin that may open WebSockets.
    @WithDefault("http://localhost:8080")
    URI publicUrl();

    /// The address to listen on.
    @WithDefault("0.0.0.0")
    String host();

    /// 0 for any free port.
    @WithDefault("8080")
    int port();

    /// More origins that a browser may call from; none by default.
    Optional<Set<String>> corsOrigins();

    /// The largest body of a call that is not an upload; more is 413.
    @WithDefault("16M")
    MemorySize bodyLimit();

    /// The largest request head; more is 431.
    @WithDefault("16K")
    MemorySize headLimit();

    /// The longest address; more is 414.
    @WithDefault("8K")
    MemorySize uriLimit();

    /// A service that has not begun to answer this long after the whole request is given up with 504.
    @WithDefault("90S")
    Duration answerWithin();

    /// A connection without traffic is closed after this.
    @WithDefault("120S")
    Duration idle();

    /// By name: `auth`, `data`, `forecast`, `audit`.
    Map<String, Service> services();

    /// Where a service is.
    interface Service {
        URI url();

        /// Health and API description.
        URI management();
    }
}
