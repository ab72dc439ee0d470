package dev.almanac.forecast.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.dataset.DatasetClient;
import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.job.DatasetOrder;
import dev.almanac.forecast.job.JobService;
import dev.almanac.forecast.job.Pace;
import dev.almanac.forecast.seal.ResultDigest;
import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.ForecastLimits;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.InlineSeries;
import dev.almanac.forecast.series.SeriesInput;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Checks what a backtest is asked to do.
@ApplicationScoped
public class BacktestOrders {

    private final ForecastLimits limits;
    private final ObjectMapper json;

    BacktestOrders(ForecastLimits limits, ObjectMapper json) {
        this.limits = limits;
        this.json = json;
    }

    /// @throws dev.almanac.kit.problem.ProblemException that names every mistake
    public DatasetOrder of(BacktestRequest request) {
        return checked(request);
    }

    private Checked checked(BacktestRequest request) {
        BacktestPlan plan = BacktestPlan.checked(request, limits);
        return new Checked(
                request,
                plan,
                ResultDigest.canonical(plan, json),
                Pace.checked(request.priority(), request.deadline()));
    }

    /// A backtest of the series that the request brings.
    JobService.Order ofBrought(BacktestRequest request, UUID creator, UUID owner) {
        return checked(request).order(null, InlineSeries.inputs(request.series(), limits), creator, owner);
    }

    private record Checked(BacktestRequest request, BacktestPlan plan, String details, Pace pace)
            implements DatasetOrder {

        @Override
        public UUID datasetId() {
            return request.datasetId();
        }

        @Override
        public Uni<JobService.Order> of(DatasetClient.Dataset dataset, UUID creator, UUID owner) {
            return Uni.createFrom().item(order(dataset, null, creator, owner));
        }

        JobService.Order order(DatasetClient.Dataset dataset, List<SeriesInput> brought, UUID creator, UUID owner) {
            var options = new ForecastOptions(
                    plan.horizon(),
                    List.of(95.0),
                    String.join(",", plan.models()),
                    plan.windows(),
                    ForecastDetails.NONE);
            return new JobService.Order(
                    creator,
                    owner,
                    BacktestKind.NAME,
                    dataset,
                    options,
                    details,
                    request.seriesIds(),
                    brought,
                    Cost.ofBacktest(plan.horizon(), plan.models(), plan.windows()),
                    pace);
        }
    }
}
