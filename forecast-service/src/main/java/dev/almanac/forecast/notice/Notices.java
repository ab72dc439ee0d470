package dev.almanac.forecast.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.webhook.WebhookRepository;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Takes down what is to be told, in the transaction of what happened, so that it is told if and only if it did.
@ApplicationScoped
public class Notices {

    private static final int LONGEST = 1_000;

    private final WebhookRepository webhooks;
    private final ObjectMapper json;

    Notices(WebhookRepository webhooks, ObjectMapper json) {
        this.webhooks = webhooks;
        this.json = json;
    }

    public Uni<Void> tell(SqlConnection connection, Notice notice) {
        Instant now = Moments.now();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", notice.type().label());
        payload.put("timestamp", now.toString());
        payload.put("data", notice.data());
        return webhooks.take(connection, notice.owner(), notice.type().label(), written(payload))
                .chain(() -> mail(connection, notice, now));
    }

    private Uni<Void> mail(SqlConnection connection, Notice notice, Instant now) {
        UUID id = Ids.next();
        var told = new NoticeClient.Told(
                id,
                notice.type().label(),
                notice.people(),
                notice.team(),
                shortened(notice.what()),
                notice.path(),
                now);
        return notice.people().isEmpty() && notice.team() == null
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery("""
                                INSERT INTO notice_mail (id, notice, next_at, created_at)
                                VALUES ($1, $2, now(), now())""")
                        .execute(Tuple.of(id, written(told)))
                        .replaceWithVoid();
    }

    private static String shortened(String what) {
        return what.length() <= LONGEST ? what : what.substring(0, LONGEST - 4) + " ...";
    }

    private String written(Object told) {
        try {
            return json.writeValueAsString(told);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a notice that JSON can tell", e);
        }
    }
}
