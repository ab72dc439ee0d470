package dev.almanac.forecast.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.dataset.DatasetClient;
import dev.almanac.forecast.seal.ResultDigest;
import dev.almanac.forecast.series.AssignedModel;
import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.ForecastLimits;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.Mistakes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Checks what a forecast is asked to do.
@ApplicationScoped
public class ForecastOrders {

    private final ForecastLimits limits;
    private final ModelChoice models;
    private final ObjectMapper json;

    ForecastOrders(ForecastLimits limits, ModelChoice models, ObjectMapper json) {
        this.limits = limits;
        this.models = models;
        this.json = json;
    }

    /// @throws dev.almanac.kit.problem.ProblemException that names every mistake
    public DatasetOrder of(ForecastRequest request) {
        ForecastOptions options = ForecastOptions.checked(
                request.horizon(), request.levels(), request.model(), request.windows(), request.details(), limits);
        return new Checked(request, options, Pace.checked(request.priority(), request.deadline()));
    }

    private final class Checked implements DatasetOrder {
        private final ForecastRequest request;
        private final ForecastOptions options;
        private final Pace pace;

        Checked(ForecastRequest request, ForecastOptions options, Pace pace) {
            this.request = request;
            this.options = options;
            this.pace = pace;
        }

        @Override
        public UUID datasetId() {
            return request.datasetId();
        }

        /// Where the request names no model, the lab may have assigned some.
        @Override
        public Uni<JobService.Order> of(DatasetClient.Dataset dataset, UUID creator, UUID owner) {
            Uni<ForecastOptions> chosen = request.model() == null
                    ? models.ofDataset(owner, dataset.id()).map(this::with)
                    : Uni.createFrom().item(options);
            requireFewTogether(
                    request.series() == null
                            ? dataset.seriesCount()
                            : request.series().size());
            return chosen.map(with -> new JobService.Order(
                    creator,
                    owner,
                    ForecastKind.NAME,
                    dataset,
                    with,
                    with.details().isPlain() ? null : ResultDigest.canonical(with.details(), json),
                    request.series(),
                    null,
                    unitsPerSeries(with, dataset.seriesCount()),
                    pace));
        }

        private void requireFewTogether(int series) {
            int most = ForecastKind.mostTogether(options);
            if (options.details().hierarchy() != null && series > most) {
                throw Mistakes.one(
                        "hierarchy",
                        "too-many",
                        "at most %d series can be forecast as one hierarchy %d steps ahead"
                                .formatted(most, options.horizon()));
            }
        }

        /// What is asked for goes before what is assigned.
        private ForecastOptions with(ModelChoice.Assigned assigned) {
            AssignedModel whole = chosen(assigned.whole());
            Map<String, AssignedModel> series = new TreeMap<>();
            assigned.series().forEach((id, model) -> series.put(id, chosen(model)));
            ForecastDetails details = new ForecastDetails(
                    whole.robust(),
                    options.details().regressors(),
                    options.details().hierarchy(),
                    series.isEmpty() ? null : series);
            return new ForecastOptions(options.horizon(), options.levels(), whole.model(), whole.windows(), details);
        }

        private AssignedModel chosen(ModelChoice.Chosen model) {
            boolean robust = request.robust() == null
                    ? Boolean.TRUE.equals(model.robust())
                    : options.details().robust();
            int windows = request.windows() == null && model.windows() != null ? model.windows() : options.windows();
            return new AssignedModel(model.model(), robust, windows);
        }

        /// The average, rounded up, where series have methods of different cost. Series that are gone may have models
        /// still, so no more models count than there are series.
        private long unitsPerSeries(ForecastOptions with, int all) {
            long usual = Cost.ofForecast(with.horizon(), with.model());
            if (with.details().models() == null) {
                return usual;
            }
            Set<String> wanted = request.series() == null ? null : new HashSet<>(request.series());
            long count = Math.max(1, wanted == null ? all : wanted.size());
            List<Long> own = with.details().models().entrySet().stream()
                    .filter(one -> wanted == null || wanted.contains(one.getKey()))
                    .map(one -> Cost.ofForecast(with.horizon(), one.getValue().model()))
                    .toList();
            if (own.isEmpty()) {
                return usual;
            }
            long differing = Math.min(own.size(), count);
            long theirs = own.stream().mapToLong(Long::longValue).sum() * differing / own.size();
            return Math.ceilDiv((count - differing) * usual + theirs, count);
        }
    }
}
