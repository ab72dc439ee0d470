package dev.almanac.forecast.council;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a council can decide.
public enum ProposalKind {
    @JsonProperty("promote_model")
    PROMOTE_MODEL("promote a model"),
    @JsonProperty("retire_model")
    RETIRE_MODEL("retire a model"),
    @JsonProperty("publish_forecast")
    PUBLISH_FORECAST("publish a forecast");

    private final String words;

    ProposalKind(String words) {
        this.words = words;
    }

    static ProposalKind named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /// As a sentence goes on after "to".
    String words() {
        return words;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
