package dev.almanac.gateway.observe;

import dev.almanac.gateway.edge.Exchange;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/// Told of every request when it comes and when its answer has left.
@Singleton
public class Observers {

    /// Methods that have a name in metrics: anybody may make up others.
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final AccessLog log;
    private final RequestMetrics metrics;
    private final Traces traces;
    private final LongAdder open = new LongAdder();

    Observers(AccessLog log, RequestMetrics metrics, Traces traces) {
        this.log = log;
        this.metrics = metrics;
        this.traces = traces;
    }

    public void began() {
        open.increment();
    }

    /// Requests whose answers have not left.
    public long open() {
        return open.sum();
    }

    public void ended(Exchange exchange) {
        open.decrement();
        long nanos = System.nanoTime() - exchange.startNanos();
        int status = exchange.response().getStatusCode();
        log.add(exchange, status, nanos);
        String method = exchange.request().method().name();
        metrics.add(METHODS.contains(method) ? method : "other", exchange.route(), status, nanos);
        traces.add(exchange, status, nanos);
    }

    /// A request that never became one.
    ///
    /// @param address of the client
    public void refused(int status, String address) {
        log.addMalformed(status, address);
        metrics.add("-", "malformed", status, 0);
    }
}
