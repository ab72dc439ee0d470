package dev.almanac.gateway.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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

    /// 0 for any free port. With TLS it only redirects.
    @WithDefault("8080")
    int port();

    /// Threads that serve; 0 for one a core.
    @WithDefault("0")
    int threads();

    /// More origins that a browser may call from; none by default.
    Optional<Set<String>> corsOrigins();

    /// Proxies in front, as addresses or networks such as `10.0.0.0/8`, whose `X-Forwarded-For` and `-Proto` count.
    Optional<Set<String>> trustedProxies();

    /// The largest request head; more is 431.
    @WithDefault("16K")
    MemorySize headLimit();

    /// The longest address; more is 414.
    @WithDefault("8K")
    MemorySize uriLimit();

    /// A request head that is not whole after this closes its connection.
    @WithDefault("10S")
    Duration headWithin();

    /// Bytes a second that a body must come with once it has come for a while; less ends the request.
    @WithDefault("1K")
    MemorySize leastBodyRate();

    /// A connection without traffic is closed after this.
    @WithDefault("120S")
    Duration idle();

    /// Requests that are on their way to one service at a time, over all its instances; more is 503.
    @WithDefault("2000")
    int inFlight();

    /// By name: `auth`, `data`, `forecast`, `audit`.
    Map<String, Service> services();

    /// Where the instances of a service are. A name that resolves to several addresses means all of them.
    interface Service {

        /// One address, or several with commas.
        List<URI> url();

        /// Health and API description, in the same order.
        List<URI> management();
    }
}
