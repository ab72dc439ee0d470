package dev.almanac.gateway.observe;

import dev.almanac.gateway.edge.Exchange;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Sends a span for some requests to a collector, in the trace of the caller or of the request itself; nothing where no
/// collector is set. Attributes follow OpenTelemetry's HTTP conventions and hold no query and no secret of a path.
@Singleton
class Traces {

    private static final int SERVER_FAULT = 500;
    private static final int TRACE_FROM = 3;
    private static final int TRACE_TO = 35;
    private static final int SPAN_TO = 52;
    private static final long LAST_SECONDS = 5;

    private final Optional<SdkTracerProvider> provider;
    private final Tracer tracer;
    private final ToldIds ids = new ToldIds();

    Traces(ObserveConfig config) {
        this.provider = config.traces()
                .map(collector -> SdkTracerProvider.builder()
                        .setResource(Resource.getDefault().toBuilder()
                                .put("service.name", "gateway")
                                .build())
                        .setIdGenerator(ids)
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.tracesShare())))
                        .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                        .setEndpoint(collector.toString())
                                        .build())
                                .build())
                        .build());
        this.tracer = provider.map(built -> built.get("dev.almanac.gateway")).orElse(null);
    }

    void stop(@Observes ShutdownEvent event) {
        provider.ifPresent(built -> built.shutdown().join(LAST_SECONDS, TimeUnit.SECONDS));
    }

    void add(Exchange exchange, int status, long nanos) {
        if (tracer == null) {
            return;
        }
        Instant end = Instant.now();
        String trace = exchange.traceparent();
        Context context = Context.root();
        if (exchange.callersSpan() != null) {
            context = context.with(Span.wrap(callers(trace, exchange.callersSpan())));
        }
        ids.next(trace.substring(TRACE_FROM, TRACE_TO), trace.substring(TRACE_TO + 1, SPAN_TO));
        Span span = tracer.spanBuilder(exchange.request().method().name() + " " + exchange.route())
                .setParent(context)
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(end.minusNanos(nanos))
                .setAllAttributes(Attributes.builder()
                        .put("http.request.method", exchange.request().method().name())
                        .put("http.route", exchange.route())
                        .put("http.response.status_code", status)
                        .put("almanac.request_id", exchange.id())
                        .put("almanac.upstream", exchange.upstream())
                        .build())
                .startSpan();
        if (status >= SERVER_FAULT) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
    }

    private static SpanContext callers(String traceparent, String span) {
        return SpanContext.createFromRemoteParent(
                traceparent.substring(TRACE_FROM, TRACE_TO),
                span,
                TraceFlags.fromHex(traceparent, SPAN_TO + 1),
                TraceState.getDefault());
    }

    /// Gives spans the ids that the services were told, so that theirs find their parent.
    private static final class ToldIds implements IdGenerator {
        private final ThreadLocal<String[]> ids = new ThreadLocal<>();

        void next(String trace, String span) {
            ids.set(new String[] {trace, span});
        }

        @Override
        public String generateTraceId() {
            return ids.get()[0];
        }

        @Override
        public String generateSpanId() {
            return ids.get()[1];
        }
    }
}
