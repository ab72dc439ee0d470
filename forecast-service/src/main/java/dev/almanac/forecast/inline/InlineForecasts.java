package dev.almanac.forecast.inline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.job.Meter;
import dev.almanac.forecast.seal.ResultDigest;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.HierarchicalForecaster;
import dev.almanac.forecast.series.SeriesForecast;
import dev.almanac.forecast.series.SeriesForecaster;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.kit.Ids;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Computes on threads of its own, so that long jobs never keep a person waiting.
@ApplicationScoped
class InlineForecasts {

    private final InlineForecastConfig config;
    private final Pool database;
    private final Meter meter;
    private final AuditOutbox audit;
    private final ObjectMapper json;
    private final ThreadPoolExecutor processors;

    InlineForecasts(InlineForecastConfig config, Pool database, Meter meter, AuditOutbox audit, ObjectMapper json) {
        this.config = config;
        this.database = database;
        this.meter = meter;
        this.audit = audit;
        this.json = json;
        int threads = Runtime.getRuntime().availableProcessors();
        this.processors = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.queue()),
                Thread.ofPlatform().name("inline-", 0).daemon().factory());
    }

    @PreDestroy
    void stop() {
        processors.shutdownNow();
    }

    /// What became of a request.
    sealed interface Outcome {
        record Computed(InlineForecastView view) implements Outcome {}

        /// @param forecasts each with its reason
        record NothingUsable(List<SeriesForecast> forecasts) implements Outcome {}

        /// All series together cannot be forecast.
        record Impossible(String reason) implements Outcome {}

        record TookTooLong() implements Outcome {}

        record Busy() implements Outcome {}
    }

    Uni<Outcome> forecast(UUID user, List<SeriesInput> series, ForecastOptions options) {
        var context = Vertx.currentContext();
        AtomicBoolean cancelled = new AtomicBoolean();
        long units = series.size() * Cost.ofForecast(options.horizon(), options.model());
        var used = new Meter.Used(user, user, "inline", null, options.model(), series.size(), units, null);
        Uni<Outcome> computed = Uni.createFrom()
                .item(() -> compute(series, options, units, cancelled))
                .runSubscriptionOn(processors)
                .ifNoItem()
                .after(config.timeout())
                .recoverWithItem(() -> {
                    cancelled.set(true);
                    return new Outcome.TookTooLong();
                })
                .onCancellation()
                .invoke(() -> cancelled.set(true))
                .onFailure(RejectedExecutionException.class)
                .recoverWithItem(new Outcome.Busy())
                .emitOn(command -> context.runOnContext(ignored -> command.run()));
        return meter.hold(user, units, config.timeout().multipliedBy(2))
                .chain(hold -> computed.chain(outcome -> outcome instanceof Outcome.Computed(InlineForecastView view)
                                ? record(view, options, used, hold).replaceWith(outcome)
                                : Uni.createFrom().item(outcome))
                        .onTermination()
                        .call(() -> meter.letGo(hold)));
    }

    private static Outcome compute(
            List<SeriesInput> series, ForecastOptions options, long units, AtomicBoolean cancelled) {
        try {
            List<SeriesForecast> forecasts = options.details().hierarchy() == null
                    ? series.stream()
                            .map(one -> SeriesForecaster.forecast(one, options, cancelled::get))
                            .toList()
                    : HierarchicalForecaster.forecast(series, options, cancelled::get);
            return forecasts.stream().allMatch(forecast -> forecast.error() != null)
                    ? new Outcome.NothingUsable(forecasts)
                    : new Outcome.Computed(new InlineForecastView(
                            AutoForecaster.ENGINE_VERSION,
                            options.horizon(),
                            options.levels(),
                            forecasts,
                            Cost.of(units)));
        } catch (IllegalArgumentException e) {
            return new Outcome.Impossible(e.getMessage());
        } catch (CancellationException e) {
            return new Outcome.TookTooLong();
        }
    }

    /// Sums of a hierarchy come free.
    private Uni<Void> record(InlineForecastView view, ForecastOptions options, Meter.Used used, Meter.Hold hold) {
        ResultDigest digest = new ResultDigest();
        view.forecasts().forEach(forecast -> digest.append(ResultDigest.canonical(forecast, json)));
        Map<String, Object> data = Map.of(
                "series", view.forecasts().size(),
                "horizon", options.horizon(),
                "model", options.model(),
                "engine_version", view.engineVersion(),
                "result_sha256", digest.finish(options, json));
        AuditEvent event = AuditEvent.of(used.user(), "forecast.computed", "forecast/" + Ids.next(), data, Map.of());
        return database.withTransaction(
                connection -> audit.record(connection, event).chain(() -> meter.charge(connection, used, hold)));
    }
}
