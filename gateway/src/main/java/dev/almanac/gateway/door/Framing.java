package dev.almanac.gateway.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What could be read differently by the gateway and a service is refused, before anything else is looked at.
/// Sources: RFC 9112, sections 3.2 and 6.3; RFC 9110, section 5.
final class Framing {

    private static final int MOST_FIELDS = 100;
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::\\d{1,5})?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,15}");

    private Framing() {}

    /// @return what is wrong; empty when all is well
    static Optional<String> fault(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (headers.size() > MOST_FIELDS) {
            return Optional.of("More than " + MOST_FIELDS + " header fields");
        }
        if (request.version() == HttpVersion.HTTP_1_0) {
            return Optional.of("HTTP/1.0 is not spoken here");
        }
        List<String> hosts = headers.getAll("Host");
        if (request.version() == HttpVersion.HTTP_1_1
                && (hosts.size() != 1 || !HOST.matcher(hosts.getFirst()).matches())) {
            return Optional.of("Exactly one well-formed Host is needed");
        }
        if (!request.uri().startsWith("/")) {
            return Optional.of("The address must be a path");
        }
        return lengthFault(headers);
    }

    private static Optional<String> lengthFault(MultiMap headers) {
        List<String> lengths = headers.getAll("Content-Length");
        List<String> encodings = headers.getAll("Transfer-Encoding");
        if (!encodings.isEmpty() && !lengths.isEmpty()) {
            return Optional.of("Content-Length and Transfer-Encoding exclude each other");
        }
        if (encodings.size() > 1
                || (encodings.size() == 1 && !encodings.getFirst().equalsIgnoreCase("chunked"))) {
            return Optional.of("The only Transfer-Encoding is chunked");
        }
        if (lengths.size() > 1
                || (lengths.size() == 1 && !LENGTH.matcher(lengths.getFirst()).matches())) {
            return Optional.of("Content-Length is not one number");
        }
        return Optional.empty();
    }
}
