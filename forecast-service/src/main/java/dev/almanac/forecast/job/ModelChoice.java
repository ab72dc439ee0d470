package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.UUID;

/// Which models a lab has assigned.
public interface ModelChoice {

    /// For forecasts of a dataset that name no model.
    Uni<Assigned> ofDataset(UUID owner, UUID dataset);

    /// The method for a target such as `m5.large/eu-central-1a`; `auto` where none is assigned.
    Uni<String> ofTarget(UUID owner, String target);

    /// @param model for the whole dataset; `auto` where none is assigned
    /// @param robust whether that model takes outliers out; null where it does not say
    /// @param windows of its backtest; null where it does not say
    /// @param series models that differ, by series; null for none
    record Assigned(String model, Boolean robust, Integer windows, Map<String, String> series) {}
}
