package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.wire.Characters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What is left of a request's form once its bytes and its path are sound: a query that ends where everybody thinks it
/// does, and no field twice that says who calls or how the body is read.
@Singleton
class Form implements Filter {

    private static final List<String> ONCE =
            List.of("Authorization", "X-API-Key", "Origin", "Content-Type", "X-Forwarded-Proto");

    /// Fields that say how a message is read; whoever names them as a connection's own wants them dropped on the way.
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "host");

    @Override
    public void apply(Visit visit) {
        HttpServerRequest request = visit.exchange().request();
        Optional<String> fault = fault(request);
        if (fault.isPresent()) {
            visit.exchange().refuse(EdgeProblem.BAD_REQUEST, fault.get());
        } else {
            visit.pass();
        }
    }

    private static Optional<String> fault(HttpServerRequest request) {
        if (!isPlain(request.query())) {
            return Optional.of("The query has a character that no query has");
        }
        MultiMap headers = request.headers();
        if (request.version() == HttpVersion.HTTP_2 && !isPlain(request.method().name(), headers)) {
            return Optional.of("A field or the method has a character that HTTP/1.1 has no place for");
        }
        if (headers.contains("Connection") && namesFraming(headers.getAll("Connection"))) {
            return Optional.of("Connection names a field that frames the message");
        }
        for (String name : ONCE) {
            if (headers.contains(name) && headers.getAll(name).size() > 1) {
                return Optional.of(name + " may be given once");
            }
        }
        return Optional.empty();
    }

    private static boolean namesFraming(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(name -> FRAMING.contains(name.strip().toLowerCase(Locale.ROOT)));
    }

    /// HTTP/2 frames fields in binary; what would end a line or a field when it is written as HTTP/1.1 is refused, and
    /// so are fields that frame a message there.
    static boolean isPlain(String method, MultiMap headers) {
        return Characters.isMethod(method)
                && !headers.contains("Transfer-Encoding")
                && headers.getAll("Content-Length").size() <= 1
                && headers.entries().stream()
                        .allMatch(field -> field.getKey().startsWith(":")
                                || (Characters.isToken(field.getKey()) && Characters.isFieldValue(field.getValue())));
    }

    private static boolean isPlain(String query) {
        if (query != null) {
            for (int i = 0; i < query.length(); i++) {
                char c = query.charAt(i);
                if (c == '#' || c <= ' ' || c >= 0x7f) {
                    return false;
                }
            }
        }
        return true;
    }
}
