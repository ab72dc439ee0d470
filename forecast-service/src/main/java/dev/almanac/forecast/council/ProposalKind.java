package dev.almanac.forecast.council;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a council can decide.
public enum ProposalKind {
    @JsonProperty("promote_model")
    PROMOTE_MODEL,
    @JsonProperty("retire_model")
    RETIRE_MODEL,
    @JsonProperty("publish_forecast")
    PUBLISH_FORECAST;

    static ProposalKind named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
