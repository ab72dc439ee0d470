package dev.almanac.forecast.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.dataset.DatasetClient;
import dev.almanac.forecast.seal.ResultDigest;
import dev.almanac.forecast.series.ForecastLimits;
import dev.almanac.forecast.series.ForecastOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Checks what a forecast is asked to do.
@ApplicationScoped
public class ForecastOrders {

    private final ForecastLimits limits;
    private final ObjectMapper json;

    ForecastOrders(ForecastLimits limits, ObjectMapper json) {
        this.limits = limits;
        this.json = json;
    }

    /// @throws dev.almanac.kit.problem.ProblemException that names every mistake
    public DatasetOrder of(ForecastRequest request) {
        ForecastOptions options = ForecastOptions.checked(
                request.horizon(), request.levels(), request.model(), request.windows(), request.details(), limits);
        String details = options.details().isPlain() ? null : ResultDigest.canonical(options.details(), json);
        Pace pace = Pace.checked(request.priority(), request.deadline());
        return new Checked(request, options, details, pace);
    }

    private record Checked(ForecastRequest request, ForecastOptions options, String details, Pace pace)
            implements DatasetOrder {

        @Override
        public UUID datasetId() {
            return request.datasetId();
        }

        @Override
        public JobService.Order of(DatasetClient.Dataset dataset, UUID creator, UUID owner) {
            return new JobService.Order(
                    creator, owner, ForecastKind.NAME, dataset, options, details, request.series(), null, pace);
        }
    }
}
