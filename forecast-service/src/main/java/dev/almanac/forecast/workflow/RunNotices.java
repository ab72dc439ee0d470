package dev.almanac.forecast.workflow;

import dev.almanac.forecast.notice.Notice;
import dev.almanac.forecast.notice.Notices;
import dev.almanac.forecast.webhook.NoticeType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Tells of runs that came to nothing before there was a job, which would have told of itself.
@ApplicationScoped
class RunNotices {

    private final Notices notices;

    RunNotices(Notices notices) {
        this.notices = notices;
    }

    Uni<Void> failed(SqlConnection connection, Workflow workflow, UUID run, String reason) {
        UUID creator = workflow.creator();
        return notices.tell(
                connection,
                new Notice(
                        NoticeType.JOB_FAILED,
                        workflow.owner(),
                        creator == null ? Set.of() : Set.of(creator),
                        workflow.owner().equals(creator) ? null : workflow.owner(),
                        "The workflow %s could not run: %s".formatted(workflow.name(), reason),
                        "/jobs",
                        Map.of(
                                "id",
                                run,
                                "kind",
                                "workflow",
                                "status",
                                "failed",
                                "workflow_id",
                                workflow.id(),
                                "error",
                                reason)));
    }
}
