package dev.almanac.gateway.route;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where requests of a path go and on what terms.
///
/// @param pattern of the path: `{name}` stands for one segment, a last `/**` for the path itself and everything below
/// @param methods empty for every method
/// @param service empty for what the gateway answers itself
/// @param roles any of them lets pass; empty for every signed-in caller
/// @param scope the area of an API key's scope, such as `data`; empty where no key may call
/// @param limits names of the limits that count here besides the caller's own
/// @param cost requests that one call counts as
/// @param timeout from the whole request to the first byte of the answer
/// @param bodyLimit bytes; [Long#MAX_VALUE] where the service counts
/// @param retries whether reads are tried again on another instance
/// @param summary what one does here, in a few words
public record Route(
        String pattern,
        Set<HttpMethod> methods,
        Optional<String> service,
        Access access,
        Kind kind,
        Set<String> roles,
        Optional<String> scope,
        List<String> limits,
        int cost,
        Duration timeout,
        long bodyLimit,
        boolean retries,
        String summary) {

    private static final String SECRET = "{secret}";

    /// Who may pass the gateway; the service checks again.
    public enum Access {
        PUBLIC,
        SIGNED_IN
    }

    /// How the body is treated.
    public enum Kind {
        CALL,
        /// A body of any size; only so many at a time.
        UPLOAD,
        /// A part of an upload: as an upload, and not counted as a request.
        PART,
        WEB_SOCKET
    }

    public boolean takes(HttpMethod asked) {
        return methods.isEmpty() || methods.contains(asked);
    }

    public boolean isUpload() {
        return kind == Kind.UPLOAD || kind == Kind.PART;
    }

    /// How a path may stand in a log: a segment that is a secret or nobody else's business does not.
    public String logged(String path) {
        return pattern.contains(SECRET) ? pattern : path;
    }

    /// The scope that an API key needs; empty where no key may call.
    public Optional<String> scopeFor(HttpMethod method) {
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return scope.map(area -> area + (reads ? ":read" : ":write"));
    }
}
