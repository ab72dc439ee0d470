package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.SecurityHeaders;
import dev.almanac.kit.RequestId;
import dev.almanac.kit.security.ApiKeyText;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// Which header fields pass the gateway. Nobody tells a service who they are by a header; fields of one connection
/// (RFC 9110, section 7.6.1, and what `Connection` names) end here, both ways.
final class ForwardedHeaders {

    /// How long a service has left to answer, in milliseconds.
    static final CharSequence TIMEOUT = HttpHeaders.createOptimized("X-Request-Timeout-Ms");

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestId.HEADER);
    private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");
    private static final CharSequence CLIENT = HttpHeaders.createOptimized("X-Forwarded-For");
    private static final CharSequence PROTOCOL = HttpHeaders.createOptimized("X-Forwarded-Proto");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final String BEARER = "Bearer ";
    private static final String AUTHORIZATION = "authorization";

    private static final Set<String> HOP_BY_HOP = caseless(
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

    /// Fields that only the gateway sets.
    private static final Set<String> OURS = caseless(
            "forwarded",
            "x-real-ip",
            "traceparent",
            "host",
            TIMEOUT.toString(),
            Exchange.API_KEY_HEADER,
            RequestId.HEADER,
            "x-http-method-override",
            "x-original-url",
            "x-rewrite-url");

    private static final List<String> OUR_PREFIXES = List.of("x-user-", "x-internal-", "x-forwarded-");

    /// The one open call that looks at an access token: a text that links a wallet names the account.
    private static final String LINKS_A_WALLET = "/api/v1/auth/nonce";

    private ForwardedHeaders() {}

    /// @param target takes each field once, in this order
    static void toService(
            Exchange exchange, BiConsumer<CharSequence, CharSequence> target, String host, long timeoutMillis) {
        MultiMap source = exchange.request().headers();
        Set<String> named = namedByConnection(source);
        boolean passesToken = passesToken(exchange, source);
        source.forEach((name, value) -> {
            if (!HOP_BY_HOP.contains(name)
                    && !named.contains(name)
                    && !isOurs(name)
                    && (passesToken || !name.equalsIgnoreCase(AUTHORIZATION))) {
                target.accept(name, value);
            }
        });
        target.accept(HttpHeaders.HOST, host);
        target.accept(REQUEST_ID, exchange.id());
        target.accept(TRACEPARENT, exchange.traceparent());
        target.accept(CLIENT, exchange.address());
        target.accept(PROTOCOL, exchange.isSecure() ? "https" : "http");
        target.accept(TIMEOUT, Long.toString(timeoutMillis));
        if (exchange.bearer() != null && (!passesToken || named.contains(AUTHORIZATION))) {
            target.accept(HttpHeaders.AUTHORIZATION, BEARER + exchange.bearer());
        }
    }

    /// Whether the caller's own `Authorization` goes on: the token that was verified, or on the one open call that
    /// wants one; never an API key.
    private static boolean passesToken(Exchange exchange, MultiMap source) {
        String given = source.get(HttpHeaders.AUTHORIZATION);
        if (exchange.bearer() != null) {
            return isBearer(given, exchange.bearer());
        }
        return exchange.path().equals(LINKS_A_WALLET) && given != null && !given.contains(ApiKeyText.PREFIX);
    }

    /// @param authority of the service's own address, which is taken off a `Location`
    static void toClient(Exchange exchange, MultiMap source, String authority) {
        MultiMap target = exchange.response().headers();
        Set<String> named = namedByConnection(source);
        source.forEach((name, value) -> {
            if (!HOP_BY_HOP.contains(name) && !named.contains(name) && !name.equalsIgnoreCase("server")) {
                target.add(name, value);
            }
        });
        String location = target.get(HttpHeaders.LOCATION);
        String own = "http://" + authority;
        if (location != null && location.startsWith(own)) {
            target.set(HttpHeaders.LOCATION, location.substring(own.length()));
        }
        target.set(REQUEST_ID, exchange.id());
        if (!target.contains(HttpHeaders.CACHE_CONTROL)) {
            target.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
        SecurityHeaders.addTo(target, exchange.isSecure());
    }

    /// Whether a field of a trailer may go on: one that says nothing about the message or its path (RFC 9110, section
    /// 6.5.1).
    static boolean mayTrail(String name) {
        return !HOP_BY_HOP.contains(name)
                && !isOurs(name)
                && !name.regionMatches(true, 0, "content-", 0, 8)
                && !name.equalsIgnoreCase("authorization")
                && !name.equalsIgnoreCase("set-cookie");
    }

    private static boolean isBearer(String authorization, String token) {
        return authorization != null
                && authorization.length() == BEARER.length() + token.length()
                && authorization.startsWith(BEARER)
                && authorization.endsWith(token);
    }

    /// Names with `_` are among them: some servers read it as `-`.
    private static boolean isOurs(String name) {
        if (name.indexOf('_') >= 0 || OURS.contains(name)) {
            return true;
        }
        for (String prefix : OUR_PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        List<String> values = headers.getAll(HttpHeaders.CONNECTION);
        if (values.isEmpty()) {
            return Set.of();
        }
        Set<String> named = caseless();
        for (String value : values) {
            for (String name : value.split(",")) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        named.remove("content-length"); // what says where a message ends stays with it
        return named;
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
