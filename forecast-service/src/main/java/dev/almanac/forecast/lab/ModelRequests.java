package dev.almanac.forecast.lab;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/// What the calls of the lab take.
final class ModelRequests {

    private ModelRequests() {}

    /// @param teamId whose it is to be; absent for the caller's own
    /// @param kind the engine's name of a method
    /// @param parameters of the first version
    public record NewModel(
            UUID teamId,
            @NotBlank @Size(max = 200) String name,
            @NotBlank String kind,
            @Valid ModelParameters parameters,
            @Size(max = 10_000) String notes) {}

    /// @param experimentId whose data and metrics stand behind it; absent for none
    public record NewVersion(
            @Valid ModelParameters parameters,
            UUID experimentId,
            @Size(max = 10_000) String notes) {}

    /// What is absent stays.
    public record VersionChange(
            Stage stage, @Size(max = 10_000) String notes) {}

    /// @param target a dataset, dataset/series, or instance type/zone
    public record Assignment(
            @NotBlank @Size(max = 700) String target,
            @NotNull UUID modelId,
            @NotNull Integer version) {}
}
