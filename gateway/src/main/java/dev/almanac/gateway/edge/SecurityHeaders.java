package dev.almanac.gateway.edge;

import io.vertx.core.MultiMap;

/// What every answer tells browsers. Sources: OWASP Secure Headers Project; the console needs no inline code.
public final class SecurityHeaders {

    private static final String CONTENT_POLICY = "default-src 'self'; base-uri 'none'; object-src 'none';"
            + " form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; connect-src 'self'";

    private SecurityHeaders() {}

    public static void addTo(MultiMap headers, boolean tls) {
        headers.set("Content-Security-Policy", CONTENT_POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        if (tls) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }
}
