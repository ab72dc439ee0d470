package dev.almanac.forecast.series;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/// The less usual wishes.
///
/// @param robust whether outliers and level shifts are taken out before the forecast
/// @param regressors by name; null for none
/// @param hierarchy null for none
/// @param models methods of series that differ from the others, by series; null for none
public record ForecastDetails(
        boolean robust,
        @Size(max = 50) Map<@NotNull String, @NotNull @Valid RegressorValues> regressors,
        @Valid HierarchyOptions hierarchy,
        Map<String, AssignedModel> models) {

    /// No wishes.
    public static final ForecastDetails NONE = new ForecastDetails(false, null, null, null);

    /// The method of a series.
    ///
    /// @param usual of the others
    AssignedModel modelOf(String series, AssignedModel usual) {
        return models == null ? usual : models.getOrDefault(series, usual);
    }

    /// Whether there is any.
    public boolean isPlain() {
        return equals(NONE);
    }
}
