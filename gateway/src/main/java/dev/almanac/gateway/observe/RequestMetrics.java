package dev.almanac.gateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// `http_requests_total` and `http_request_duration_seconds`, by route, method and status. Routes are those of the
/// route file, so that nobody can make new series by asking for new paths.
@Singleton
class RequestMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final ConcurrentMap<Labels, Meters> meters = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void add(String method, String route, int status, long nanos) {
        Meters of = meters.computeIfAbsent(new Labels(method, route, status), this::register);
        of.requests.increment();
        of.duration.record(Duration.ofNanos(nanos));
    }

    private Meters register(Labels labels) {
        Counter requests = Counter.builder("http.requests")
                .description("Requests that the gateway has answered")
                .tag("method", labels.method)
                .tag("route", labels.route)
                .tag("status", Integer.toString(labels.status))
                .register(registry);
        Timer duration = Timer.builder("http.request.duration")
                .description("From the request's head to the end of its answer")
                .tag("method", labels.method)
                .tag("route", labels.route)
                .tag("outcome", labels.status / 100 + "xx")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        return new Meters(requests, duration);
    }

    private record Labels(String method, String route, int status) {}

    private record Meters(Counter requests, Timer duration) {}
}
