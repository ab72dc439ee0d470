package dev.almanac.forecast.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.tick.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Hands notices on to auth-service, and forgets them when it has taken them. Every replica looks; rows that one of
/// them
/// offers are left alone by the others for a while.
@ApplicationScoped
class NoticeMails {

    private static final Logger LOG = Logger.getLogger(NoticeMails.class);
    private static final int AT_ONCE = 200;

    private static final String CLAIM = """
            UPDATE notice_mail SET next_at = now() + $1 * interval '1 millisecond'
            WHERE id IN (SELECT id FROM notice_mail WHERE next_at <= now() ORDER BY next_at LIMIT $2
                FOR UPDATE SKIP LOCKED)
            RETURNING id, notice""";

    private final Pool database;
    private final NoticeClient auth;

    private final ObjectMapper json;
    private final NoticeConfig config;
    private final Ticker ticker = new Ticker("notices", this::handOn);

    NoticeMails(Pool database, NoticeClient auth, ObjectMapper json, NoticeConfig config) {
        this.database = database;
        this.auth = auth;
        this.json = json;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        ticker.start(config.poll());
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.stop();
    }

    private void handOn() {
        int handed;
        do {
            handed = some();
        } while (handed == AT_ONCE);
    }

    private int some() {
        database.preparedQuery("DELETE FROM notice_mail WHERE created_at < now() - $1 * interval '1 second'")
                .execute(Tuple.of(config.giveUp().toSeconds()))
                .await()
                .indefinitely();
        List<NoticeClient.Told> told = database.preparedQuery(CLAIM)
                .execute(Tuple.of(config.retry().toMillis(), AT_ONCE))
                .map(rows ->
                        rows.stream().map(row -> read(row.getString("notice"))).toList())
                .await()
                .indefinitely();
        if (!told.isEmpty() && !offer(told)) {
            told.forEach(this::offerAlone);
        }
        return told.size();
    }

    /// @return false when they are refused together: one of them may be why
    private boolean offer(List<NoticeClient.Told> told) {
        boolean taken = auth.take(told).await().indefinitely();
        if (taken) {
            forget(told);
        }
        return taken;
    }

    private void offerAlone(NoticeClient.Told told) {
        if (!offer(List.of(told))) {
            LOG.errorf("auth-service does not take notices such as '%s'; one is lost", told.kind());
            forget(List.of(told));
        }
    }

    private void forget(List<NoticeClient.Told> told) {
        database.preparedQuery("DELETE FROM notice_mail WHERE id = ANY($1)")
                .execute(Tuple.of(told.stream().map(NoticeClient.Told::id).toArray(UUID[]::new)))
                .await()
                .indefinitely();
    }

    private NoticeClient.Told read(String notice) {
        try {
            return json.readValue(notice, NoticeClient.Told.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A notice is damaged", e);
        }
    }
}
