package dev.almanac.forecast.job;

import dev.almanac.engine.AutoForecaster;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Which models a lab has assigned.
public interface ModelChoice {

    /// For forecasts of a dataset that name no model.
    Uni<Assigned> ofDataset(UUID owner, UUID dataset);

    /// For one target.
    ///
    /// @param owners whose assignments count: the newest, where several have one
    /// @param targets by rank, such as a series and its dataset: the first that has a model decides
    Uni<Chosen> ofTarget(Set<UUID> owners, List<String> targets);

    /// A model as it is assigned.
    ///
    /// @param model the engine's name of a method; `auto` where none is assigned
    /// @param robust whether it takes outliers out; null where it does not say
    /// @param windows of its backtest; null where it does not say
    record Chosen(String model, Boolean robust, Integer windows) {
        public static final Chosen NONE = new Chosen(AutoForecaster.AUTO, null, null);
    }

    /// @param whole for the dataset
    /// @param series models that differ, by series
    record Assigned(Chosen whole, Map<String, Chosen> series) {}
}
