package dev.almanac.forecast.usage;

import dev.almanac.forecast.backtest.BacktestOrders;
import dev.almanac.forecast.dataset.ReadyDatasetClient;
import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.job.DatasetOrder;
import dev.almanac.forecast.job.ForecastOrders;
import dev.almanac.forecast.job.JobService;
import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.ForecastLimits;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Tells what something would cost, and refuses what would be refused.
@ApplicationScoped
class Estimates {

    private final ForecastOrders forecasts;
    private final BacktestOrders backtests;
    private final ReadyDatasetClient datasets;
    private final BudgetRepository budgets;
    private final ForecastLimits limits;

    Estimates(
            ForecastOrders forecasts,
            BacktestOrders backtests,
            ReadyDatasetClient datasets,
            BudgetRepository budgets,
            ForecastLimits limits) {
        this.forecasts = forecasts;
        this.backtests = backtests;
        this.datasets = datasets;
        this.budgets = budgets;
        this.limits = limits;
    }

    /// @param units series x horizon x methods
    /// @param fits whether the budgets that count have room
    /// @param budget of the owner
    public record Estimate(long units, boolean fits, BudgetView budget) {}

    /// @param authorization of the caller, for their datasets
    Uni<Estimate> of(Caller caller, String authorization, EstimateRequest request) {
        if (!request.isOne()) {
            throw Mistakes.one("forecast", "one-of", "give forecast, backtest or call");
        }
        return request.call() == null ? ofJob(caller, authorization, request) : ofCall(caller, request.call());
    }

    private Uni<Estimate> ofCall(Caller caller, EstimateRequest.Call call) {
        ForecastOptions options =
                ForecastOptions.checked(call.horizon(), null, call.model(), null, ForecastDetails.NONE, limits);
        long units = call.series() * Cost.ofForecast(options.horizon(), options.model());
        return estimate(caller.userId(), caller.userId(), units);
    }

    private Uni<Estimate> ofJob(Caller caller, String authorization, EstimateRequest request) {
        boolean forecast = request.forecast() != null;
        DatasetOrder order = forecast ? forecasts.of(request.forecast()) : backtests.of(request.backtest());
        UUID owner = caller.owner(
                forecast ? request.forecast().teamId() : request.backtest().teamId());
        if (order.datasetId() == null) {
            throw Mistakes.one("backtest.dataset_id", "missing", "must be given for an estimate");
        }
        Integer version =
                forecast ? request.forecast().version() : request.backtest().version();
        return datasets.ready(authorization, order.datasetId(), version)
                .chain(dataset -> order.of(dataset, caller.userId(), owner))
                .map(JobService.Order::units)
                .chain(units -> estimate(owner, caller.userId(), units));
    }

    /// A budget that is imposed on whoever asks counts for teams too.
    private Uni<Estimate> estimate(UUID owner, UUID creator, long units) {
        return budgets.standing(owner).chain(budget -> {
            boolean fits = budget.hasRoomFor(units);
            return owner.equals(creator) || !fits
                    ? Uni.createFrom().item(new Estimate(units, fits, budget))
                    : budgets.standing(creator)
                            .map(own -> new Estimate(units, !own.imposed() || own.hasRoomFor(units), budget));
        });
    }
}
