package dev.almanac.forecast.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Set;

/// How far a version has come. It moves one stage on or back, and can be retired from anywhere; what is retired can
/// begin again as a draft.
public enum Stage {
    @JsonProperty("draft")
    DRAFT,
    @JsonProperty("lab")
    LAB,
    @JsonProperty("candidate")
    CANDIDATE,
    @JsonProperty("production")
    PRODUCTION,
    @JsonProperty("retired")
    RETIRED;

    private static final Set<Stage> USABLE = Set.of(LAB, CANDIDATE, PRODUCTION);

    static Stage named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a version at this stage may forecast.
    boolean isUsable() {
        return USABLE.contains(this);
    }

    boolean mayBecome(Stage next) {
        if (this == RETIRED) {
            return next == DRAFT;
        }
        return next == RETIRED || Math.abs(next.ordinal() - ordinal()) == 1;
    }
}
