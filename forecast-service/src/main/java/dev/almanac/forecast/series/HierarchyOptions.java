package dev.almanac.forecast.series;

import dev.almanac.engine.Hierarchy;
import dev.almanac.engine.Reconciliation;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which series are sums of others.
///
/// @param children for each sum the ids of its parts; sums that are no series themselves are computed
/// @param method `mint` (the default), `ols`, `structural` or `bottom_up`
public record HierarchyOptions(
        @NotEmpty Map<@NotNull String, @NotEmpty List<@NotNull String>> children, String method) {

    /// The names that `method` takes.
    static List<String> methods() {
        return Arrays.stream(Reconciliation.values())
                .map(method -> method.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /// @throws IllegalArgumentException when a sum is inside itself
    Hierarchy hierarchy() {
        return new Hierarchy(children);
    }

    Reconciliation reconciliation() {
        return method == null ? Reconciliation.MINT : Reconciliation.valueOf(method.toUpperCase(Locale.ROOT));
    }
}
