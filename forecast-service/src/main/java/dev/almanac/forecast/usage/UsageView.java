package dev.almanac.forecast.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/// What was used, in units.
///
/// @param days by day (UTC) and kind
/// @param datasets most units first; without a dataset where requests brought their series
public record UsageView(long units, List<Day> days, List<ByDataset> datasets, List<ByModel> models, BudgetView budget) {

    /// @param calls jobs or requests
    public record Day(LocalDate day, String kind, long calls, long series, long units) {}

    public record ByDataset(UUID datasetId, long calls, long series, long units) {}

    public record ByModel(String model, long calls, long series, long units) {}
}
