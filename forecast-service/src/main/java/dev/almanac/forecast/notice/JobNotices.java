package dev.almanac.forecast.notice;

import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobObserver;
import dev.almanac.forecast.webhook.NoticeType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Tells how jobs ended: programs of their owner, and whoever asked for them.
@ApplicationScoped
class JobNotices implements JobObserver {

    private final Notices notices;

    JobNotices(Notices notices) {
        this.notices = notices;
    }

    @Override
    public Uni<Void> over(SqlConnection connection, Job job) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", job.id());
        data.put("kind", job.kind());
        data.put("status", job.status());
        data.put("dataset_id", job.source().datasetId());
        data.put("done", job.done());
        data.put("total", job.total());
        data.put("error", job.error());
        NoticeType type = switch (job.status()) {
            case "succeeded" -> NoticeType.JOB_SUCCEEDED;
            case "cancelled" -> NoticeType.JOB_CANCELLED;
            default -> NoticeType.JOB_FAILED;
        };
        return notices.tell(
                connection,
                new Notice(
                        type,
                        job.owner(),
                        job.creator() == null ? Set.of() : Set.of(job.creator()),
                        null,
                        sentence(job),
                        "/%ss/%s".formatted(job.kind(), job.id()),
                        data));
    }

    private static String sentence(Job job) {
        String what = job.source().name() == null
                ? "The " + job.kind()
                : "The %s of %s".formatted(job.kind(), job.source().name());
        return switch (job.status()) {
            case "succeeded" -> "%s is done: %d series".formatted(what, job.done());
            case "cancelled" -> "%s was cancelled after %d of %d series".formatted(what, job.done(), job.total());
            default -> "%s failed: %s".formatted(what, job.error());
        };
    }
}
