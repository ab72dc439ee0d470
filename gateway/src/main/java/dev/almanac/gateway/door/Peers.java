package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.gateway.edge.Peer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/// Who a request comes from. What proxies say counts only from those that are trusted: of the addresses that they and
/// others have noted, the rightmost that is not a trusted proxy's.
@Singleton
class Peers {

    private final List<Network> trusted;

    Peers(GatewayConfig config) {
        this.trusted = config.trustedProxies().orElse(Set.of()).stream()
                .map(Network::parse)
                .toList();
    }

    Peer of(HttpServerRequest request) {
        String peer = request.remoteAddress().hostAddress();
        if (trusted.isEmpty() || !isTrusted(peer)) {
            return new Peer(peer, request.isSSL());
        }
        boolean secure = "https".equals(request.getHeader("X-Forwarded-Proto"));
        return new Peer(rightmost(request.headers().getAll("X-Forwarded-For"), peer), secure || request.isSSL());
    }

    private String rightmost(List<String> fields, String peer) {
        String client = peer;
        String[] noted = String.join(",", fields).split(",");
        for (int i = noted.length - 1; i >= 0; i--) {
            String address = noted[i].strip();
            if (!Network.isLiteral(address)) {
                return client;
            }
            client = address;
            if (!isTrusted(address)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.holds(address));
    }
}
