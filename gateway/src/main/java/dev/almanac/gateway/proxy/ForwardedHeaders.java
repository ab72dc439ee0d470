package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.SecurityHeaders;
import dev.almanac.kit.RequestId;
import dev.almanac.kit.security.ApiKeyText;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Which header fields pass the gateway. Nobody tells a service who they are by a header; fields of one connection
/// (RFC 9110, section 7.6.1, and what `Connection` names) end here, both ways.
final class ForwardedHeaders {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect");

    /// The one open call that looks at an access token: a text that links a wallet names the account.
    private static final String LINKS_A_WALLET = "/api/v1/auth/nonce";

    private ForwardedHeaders() {}

    static void toService(Exchange exchange, MultiMap target, String host) {
        MultiMap source = exchange.request().headers();
        Set<String> named = namedByConnection(source);
        source.forEach(field -> {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !named.contains(name) && !isOurs(name)) {
                target.add(field.getKey(), field.getValue());
            }
        });
        target.set(HttpHeaders.HOST, host)
                .set(RequestId.HEADER, exchange.id())
                .set("traceparent", exchange.traceparent())
                .set("X-Forwarded-For", exchange.address())
                .set("X-Forwarded-Proto", exchange.request().isSSL() ? "https" : "http");
        if (exchange.bearer() != null) {
            target.set(HttpHeaders.AUTHORIZATION, "Bearer " + exchange.bearer());
        } else if (!exchange.path().equals(LINKS_A_WALLET) || carriesKey(target)) {
            target.remove(HttpHeaders.AUTHORIZATION);
        }
    }

    /// @param service start of the service's own address, which is taken off a `Location`
    static void toClient(Exchange exchange, MultiMap source, String service) {
        MultiMap target = exchange.response().headers();
        Set<String> named = namedByConnection(source);
        source.forEach(field -> {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !named.contains(name) && !name.equals("server")) {
                target.add(field.getKey(), field.getValue());
            }
        });
        String location = target.get(HttpHeaders.LOCATION);
        if (location != null && location.startsWith(service)) {
            target.set(HttpHeaders.LOCATION, location.substring(service.length()));
        }
        target.set(RequestId.HEADER, exchange.id());
        if (!target.contains(HttpHeaders.CACHE_CONTROL)) {
            target.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        SecurityHeaders.addTo(target, exchange.request().isSSL());
    }

    private static boolean carriesKey(MultiMap headers) {
        return headers.getAll(HttpHeaders.AUTHORIZATION).stream().anyMatch(value -> value.contains(ApiKeyText.PREFIX));
    }

    /// Fields that only the gateway sets, and names with `_`, which some servers read as `-`.
    private static boolean isOurs(String name) {
        return name.indexOf('_') >= 0
                || name.startsWith("x-user-")
                || name.startsWith("x-internal-")
                || name.startsWith("x-forwarded-")
                || name.equals("forwarded")
                || name.equals("x-real-ip")
                || name.equalsIgnoreCase(Exchange.API_KEY_HEADER)
                || name.equals("traceparent")
                || name.equals("host")
                || name.equalsIgnoreCase(RequestId.HEADER);
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        Set<String> named = new HashSet<>();
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String name : value.split(",")) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
