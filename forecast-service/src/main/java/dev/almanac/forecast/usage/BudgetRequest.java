package dev.almanac.forecast.usage;

import dev.almanac.forecast.series.Mistakes;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.UUID;

/// What may be used in a month.
///
/// @param teamId whose budget; absent for the caller's own
/// @param soft absent for none; `hard` too
public record BudgetRequest(
        UUID teamId,
        @PositiveOrZero Long soft,
        @PositiveOrZero Long hard) {

    void requireOrdered() {
        if (soft != null && hard != null && soft > hard) {
            throw Mistakes.one("soft", "out-of-range", "must not be above the hard limit");
        }
    }
}
