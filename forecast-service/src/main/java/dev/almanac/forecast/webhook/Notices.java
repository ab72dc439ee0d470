package dev.almanac.forecast.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobObserver;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Takes down what is to be told, in the transaction of what happened, so that it is told if and only if it did.
@ApplicationScoped
public class Notices implements JobObserver {

    private final ObjectMapper json;

    Notices(ObjectMapper json) {
        this.json = json;
    }

    /// @param owner whose webhooks are called: a person or a team
    public Uni<Void> tell(SqlConnection connection, UUID owner, NoticeType type, Map<String, Object> data) {
        return connection
                .preparedQuery("""
                        SELECT id FROM webhook WHERE owner_id = $1 AND disabled IS NULL AND $2 = ANY(events)""")
                .execute(Tuple.of(owner, type.label()))
                .chain(rows -> {
                    List<Tuple> deliveries = new ArrayList<>();
                    for (Row row : rows) {
                        deliveries.add(Tuple.of(Ids.next(), row.getUUID(0), type.label(), payload(type, data)));
                    }
                    return deliveries.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : connection
                                    .preparedQuery("""
                                            INSERT INTO webhook_delivery (id, webhook_id, event, payload, status,
                                                next_at, created_at)
                                            VALUES ($1, $2, $3, $4, 'pending', now(), now())""")
                                    .executeBatch(deliveries)
                                    .replaceWithVoid();
                });
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
        return tell(connection, job.owner(), type, data);
    }

    private String payload(NoticeType type, Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type.label());
        payload.put("timestamp", Moments.now().toString());
        payload.put("data", data);
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a notice that JSON can tell: " + type, e);
        }
    }
}
