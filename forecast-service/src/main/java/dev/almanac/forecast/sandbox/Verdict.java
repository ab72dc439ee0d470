package dev.almanac.forecast.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What to do. Staying is advised while the risk is small and it saves; a switch, to what is as safe and saves more by
/// a margin, or where staying is not advised; else the sure price.
///
/// @param to what to switch to; null for the other advice
/// @param saving expected, against the limit: of what is advised; when falling back, the loss that is avoided
record Verdict(Advice advice, Outlook to, double saving) {

    /// The three kinds.
    public enum Advice {
        @JsonProperty("stay")
        STAY,
        @JsonProperty("switch")
        SWITCH,
        @JsonProperty("fall_back")
        FALL_BACK;

        /// As the table and messages name it.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param largestRisk at which staying is advised
    /// @param worthwhile share by which a switch must save more
    static Verdict of(Outlook target, List<Outlook> alternatives, double largestRisk, double worthwhile) {
        boolean fit = target.risk() <= largestRisk && target.saving() > 0;
        double needed = fit ? target.saving() * (1 + worthwhile) : 0;
        return alternatives.stream()
                .filter(other -> other.risk() <= largestRisk && other.saving() > needed)
                .max(Comparator.comparingDouble(Outlook::saving))
                .map(best -> new Verdict(Advice.SWITCH, best, best.saving()))
                .orElseGet(() -> fit
                        ? new Verdict(Advice.STAY, null, target.saving())
                        : new Verdict(Advice.FALL_BACK, null, Math.max(0, -target.saving())));
    }
}
