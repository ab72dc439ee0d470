package dev.almanac.forecast.anomaly;

import dev.almanac.forecast.series.InlineSeries;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/// Where to look.
///
/// @param datasetId or `series`
/// @param version absent for the newest
/// @param seriesIds of the dataset; absent for all, as far as one answer may hold them
/// @param level percent of ordinary observations inside the band; absent for 99
public record AnomalyRequest(
        UUID datasetId,
        Integer version,
        List<@NotNull @Valid InlineSeries> series,
        @Size(min = 1, max = 1_000) List<@NotNull String> seriesIds,
        Double level) {}
