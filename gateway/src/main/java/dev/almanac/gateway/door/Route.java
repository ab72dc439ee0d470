package dev.almanac.gateway.door;

import io.vertx.core.http.HttpMethod;

/// Where requests of a path go and on what terms.
///
/// @param method null for every method
/// @param path the canonical path itself, and everything below it
/// @param limit the limit of addresses that counts here
public record Route(HttpMethod method, String path, String service, Access access, Kind kind, String limit) {

    /// Who may pass the gateway; the service checks again.
    public enum Access {
        PUBLIC,
        SIGNED_IN
    }

    /// How the body is treated.
    public enum Kind {
        CALL,
        UPLOAD,
        /// A part of an upload: of any size, and not counted as a request.
        PART,
        WEB_SOCKET
    }

    boolean takes(HttpMethod asked, String asking) {
        return (method == null || method.equals(asked)) && covers(asking);
    }

    boolean covers(String asking) {
        return asking.startsWith(path) && (asking.length() == path.length() || asking.charAt(path.length()) == '/');
    }
}
