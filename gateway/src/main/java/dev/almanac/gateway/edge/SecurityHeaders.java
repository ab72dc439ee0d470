package dev.almanac.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;

/// What every answer tells browsers. Sources: OWASP Secure Headers Project; the console needs no inline code.
public final class SecurityHeaders {

    private static final CharSequence[] ALWAYS = optimized(
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none';"
                    + " img-src 'self' data:; connect-src 'self'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=()");
    private static final CharSequence[] UNDER_TLS =
            optimized("Strict-Transport-Security", "max-age=31536000; includeSubDomains");

    private SecurityHeaders() {}

    public static void addTo(MultiMap headers, boolean tls) {
        set(headers, ALWAYS);
        if (tls) {
            set(headers, UNDER_TLS);
        }
    }

    private static void set(MultiMap headers, CharSequence[] fields) {
        for (int i = 0; i < fields.length; i += 2) {
            headers.set(fields[i], fields[i + 1]);
        }
    }

    /// Encoded once, and with their hashes.
    private static CharSequence[] optimized(String... texts) {
        return Arrays.stream(texts).map(HttpHeaders::createOptimized).toArray(CharSequence[]::new);
    }
}
