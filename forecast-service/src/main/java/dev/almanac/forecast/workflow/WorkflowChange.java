package dev.almanac.forecast.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/// What is to change of a workflow; what is absent stays.
public record WorkflowChange(
        @Size(min = 1, max = 200) String name,
        @Size(min = 1, max = 200) String cron,
        @Size(max = 100) String timezone,
        JsonNode request,
        @Min(0) @Max(10) Integer retries,
        Boolean paused) {

    /// The workflow as it is to be, before it is checked.
    WorkflowRequest of(Workflow old, JsonNode oldRequest) {
        return new WorkflowRequest(
                null,
                name == null ? old.name() : name,
                old.type(),
                cron == null ? old.cron() : cron,
                timezone == null ? old.timezone() : timezone,
                request == null ? oldRequest : request,
                retries == null ? Integer.valueOf(old.retries()) : retries,
                paused == null ? Boolean.valueOf(old.paused()) : paused);
    }
}
