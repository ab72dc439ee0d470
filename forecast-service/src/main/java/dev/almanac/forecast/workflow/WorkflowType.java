package dev.almanac.forecast.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a workflow does each time.
public enum WorkflowType {
    @JsonProperty("forecast")
    FORECAST,
    @JsonProperty("backtest")
    BACKTEST;

    static WorkflowType named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
