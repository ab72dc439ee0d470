package dev.almanac.forecast.workflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/// One run of a workflow, as the table has it and the API shows it.
///
/// @param trigger `schedule` or `person`
/// @param status `due`, `running`, `succeeded`, `failed`, or `skipped` where the one before was not done
/// @param missed earlier times of the schedule that nobody was there for
/// @param tries that failed
/// @param jobId of the forecast or backtest; absent while there is none
public record WorkflowRun(
        UUID id,
        @JsonIgnore UUID workflow,
        Instant dueAt,
        String trigger,
        String status,
        int missed,
        int tries,
        UUID jobId,
        String error,
        Instant startedAt,
        Instant finishedAt) {

    static WorkflowRun of(Row row) {
        return new WorkflowRun(
                row.getUUID("id"),
                row.getUUID("workflow_id"),
                Workflow.instant(row, "due_at"),
                row.getString("trigger"),
                row.getString("status"),
                row.getInteger("missed"),
                row.getInteger("tries"),
                row.getUUID("job_id"),
                row.getString("error"),
                Workflow.instant(row, "started_at"),
                Workflow.instant(row, "finished_at"));
    }
}
