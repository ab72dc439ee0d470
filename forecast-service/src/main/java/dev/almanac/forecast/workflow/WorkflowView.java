package dev.almanac.forecast.workflow;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;

/// A workflow as the API shows it.
///
/// @param nextRunAt absent while it is paused
public record WorkflowView(
        UUID id,
        UUID ownerId,
        String name,
        WorkflowType type,
        String cron,
        String timezone,
        @JsonRawValue String request,
        int retries,
        boolean paused,
        Instant nextRunAt,
        Instant createdAt,
        Instant updatedAt) {

    static WorkflowView of(Workflow workflow) {
        return new WorkflowView(
                workflow.id(),
                workflow.owner(),
                workflow.name(),
                workflow.type(),
                workflow.cron(),
                workflow.timezone(),
                workflow.request(),
                workflow.retries(),
                workflow.paused(),
                workflow.nextRun(),
                workflow.createdAt(),
                workflow.updatedAt());
    }
}
