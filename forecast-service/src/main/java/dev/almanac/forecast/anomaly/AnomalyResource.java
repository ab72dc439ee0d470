package dev.almanac.forecast.anomaly;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.forecast.dataset.ReadyDatasetClient;
import dev.almanac.forecast.dataset.SeriesReads;
import dev.almanac.forecast.dataset.SeriesStream;
import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.job.Meter;
import dev.almanac.forecast.series.ForecastLimits;
import dev.almanac.forecast.series.ForecastProblem;
import dev.almanac.forecast.series.InlineSeries;
import dev.almanac.forecast.series.Mistakes;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.kit.Ids;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.Problem.FieldError;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Observations that do not fit, in given series or in those of a dataset.
@Path("/api/v1/anomalies")
@RolesAllowed({"user", "lab", "council_operator", "admin"})
public class AnomalyResource {

    private static final double USUAL_LEVEL = 99;
    private static final long WAIT_MILLIS = 1_000;

    private final ReadyDatasetClient datasets;
    private final SeriesReads reads;
    private final AnomalyConfig config;
    private final ForecastLimits limits;
    private final Meter meter;
    private final Pool database;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    AnomalyResource(
            ReadyDatasetClient datasets,
            SeriesReads reads,
            AnomalyConfig config,
            ForecastLimits limits,
            Meter meter,
            Pool database,
            AuditOutbox audit,
            JsonWebToken token) {
        this.datasets = datasets;
        this.reads = reads;
        this.config = config;
        this.limits = limits;
        this.meter = meter;
        this.database = database;
        this.audit = audit;
        this.token = token;
    }

    @POST
    @Blocking
    public AnomalyView find(@NotNull @Valid AnomalyRequest request) throws InterruptedException {
        double level = level(request);
        List<SeriesInput> series =
                request.series() == null ? ofDataset(request) : InlineSeries.inputs(request.series(), limits);
        UUID user = Caller.of(token).userId();
        Meter.Hold hold = meter.hold(user, series.size(), config.timeout().multipliedBy(2))
                .await()
                .indefinitely();
        try {
            AnomalyView view = new AnomalyView(
                    AutoForecaster.ENGINE_VERSION, level, looked(series, level), Cost.of(series.size()));
            record(request, view, hold);
            return view;
        } finally {
            meter.letGo(hold).await().indefinitely();
        }
    }

    private List<AnomalyView.Series> looked(List<SeriesInput> series, double level) {
        List<AnomalyView.Series> found = new ArrayList<>();
        long end = System.nanoTime() + config.timeout().toNanos();
        try {
            for (SeriesInput one : series) {
                found.add(AnomalyView.Series.of(one, level, () -> System.nanoTime() > end));
            }
        } catch (CancellationException e) {
            throw ForecastProblem.FORECAST_TIMEOUT.because(
                    "%d of %d series were looked at; ask for fewer".formatted(found.size(), series.size()));
        }
        return found;
    }

    private static double level(AnomalyRequest request) {
        double level = request.level() == null ? USUAL_LEVEL : request.level();
        List<FieldError> errors = new ArrayList<>();
        if (!(level > 0 && level < 100)) { // written so that NaN fails
            errors.add(new FieldError("level", "out-of-range", "must lie between 0 and 100 percent"));
        }
        if ((request.datasetId() == null) == (request.series() == null)) {
            errors.add(new FieldError("dataset_id", "one-of", "give either dataset_id or series"));
        }
        Mistakes.refuse(errors);
        return level;
    }

    private List<SeriesInput> ofDataset(AnomalyRequest request) throws InterruptedException {
        UUID owner = Caller.of(token).userId();
        var dataset = datasets.ready("Bearer " + token.getRawToken(), request.datasetId(), request.version())
                .await()
                .indefinitely();
        Set<String> wanted = request.seriesIds() == null ? null : new HashSet<>(request.seriesIds());
        if (wanted == null && dataset.seriesCount() > config.series()) {
            throw ForecastProblem.TOO_MANY_SERIES.because(
                    "The dataset has %d series, one answer holds %d; name them in series_ids"
                            .formatted(dataset.seriesCount(), config.series()));
        }
        try {
            return switch (reads.open(owner, dataset.id(), dataset.version(), SeriesReads.Range.ALL)) {
                case SeriesReads.Outcome.Refused(String reason) -> throw CommonProblem.NOT_FOUND.because(reason);
                case SeriesReads.Outcome.Opened(SeriesStream stream) -> {
                    try (stream) {
                        yield read(stream, wanted);
                    }
                }
            };
        } catch (IOException e) {
            throw CommonProblem.UNAVAILABLE.because("data-service does not answer; try again later");
        }
    }

    private List<SeriesInput> read(SeriesStream stream, Set<String> wanted) throws IOException, InterruptedException {
        List<SeriesInput> series = new ArrayList<>();
        long end = System.nanoTime() + config.timeout().toNanos();
        while (!stream.ended() && (wanted == null || series.size() < wanted.size())) {
            Optional<SeriesStream.Placed> next = stream.next(WAIT_MILLIS);
            next.map(SeriesStream.Placed::series)
                    .filter(one -> wanted == null || wanted.contains(one.id()))
                    .ifPresent(series::add);
            if (System.nanoTime() > end) {
                throw new IOException("The series did not arrive in time");
            }
        }
        return series;
    }

    /// A search costs a unit a series: one method, one step ahead.
    private void record(AnomalyRequest request, AnomalyView view, Meter.Hold hold) {
        UUID user = Caller.of(token).userId();
        int count = view.series().size();
        var used = new Meter.Used(user, user, "anomalies", request.datasetId(), null, count, count, null);
        Map<String, Object> data = Map.of(
                "series", view.series().size(),
                "level", view.level(),
                "dataset",
                        request.datasetId() == null ? "" : request.datasetId().toString(),
                "engine_version", view.engineVersion());
        AuditEvent event = AuditEvent.of(user, "anomalies.found", "anomalies/" + Ids.next(), data, Map.of());
        database.withTransaction(
                        connection -> audit.record(connection, event).chain(() -> meter.charge(connection, used, hold)))
                .await()
                .indefinitely();
    }
}
