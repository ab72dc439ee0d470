package dev.almanac.forecast.lab;

import java.time.Instant;
import java.util.List;

/// How far a target has come.
public record PipelineView(String target, List<Step> stages) {

    /// @param name `experiment`, `model`, `production`, `forecast`
    /// @param status `none` while there is nothing, else what it has come to
    /// @param at absent while there is nothing
    public record Step(String name, String status, Instant at) {

        static Step none(String name) {
            return new Step(name, "none", null);
        }
    }
}
