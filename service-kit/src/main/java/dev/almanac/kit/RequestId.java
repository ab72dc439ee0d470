package dev.almanac.kit;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives each request the id that the gateway chose (or a new one), in every log line, answer and audit event.
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    private static final String KEY = "request_id";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    /// The id of the request that this thread works for, or null in background work.
    public static String current() {
        return (String) MDC.get(KEY);
    }

    @ServerRequestFilter(preMatching = true)
    void remember(ContainerRequestContext request) {
        String given = request.getHeaderString(HEADER);
        boolean usable = given != null && WELL_FORMED.matcher(given).matches();
        MDC.put(KEY, usable ? given : UUID.randomUUID().toString());
        String trace = request.getHeaderString("traceparent");
        if (trace != null && trace.length() == 55) {
            MDC.put("trace_id", trace.substring(3, 35));
        }
    }

    @ServerResponseFilter
    void tell(ContainerResponseContext response) {
        String id = current();
        if (id != null) {
            response.getHeaders().putSingle(HEADER, id);
        }
    }
}
