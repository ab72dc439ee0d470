package dev.almanac.auth.notice;

import dev.almanac.auth.mail.MailKind;
import dev.almanac.auth.mail.Mailbox;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers what waits for somebody into one mail. Several replicas share the work: a person's row says who does it.
@ApplicationScoped
class NoticeMails {

    private static final String NEXT = """
            SELECT a.id, a.email FROM account a
            WHERE EXISTS (SELECT FROM notice n WHERE n.account_id = a.id AND n.mailed_at IS NULL)
            LIMIT 1 FOR UPDATE OF a SKIP LOCKED""";

    private static final String GATHER = """
            WITH gathered AS (
                UPDATE notice SET mailed_at = now() WHERE account_id = $1 AND mailed_at IS NULL
                RETURNING what, path, happened_at)
            SELECT what, path FROM gathered ORDER BY happened_at, what""";

    private final Pool database;
    private final Mailbox mailbox;
    private final NoticeConfig config;

    NoticeMails(Pool database, Mailbox mailbox, NoticeConfig config) {
        this.database = database;
        this.mailbox = mailbox;
        this.config = config;
    }

    @Scheduled(every = "${auth.notice.every}", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> gather() {
        return database.withTransaction(this::one)
                .chain(found -> found ? gather() : Uni.createFrom().voidItem());
    }

    /// Forgets what was mailed days ago.
    @Scheduled(every = "24h", delayed = "1h")
    Uni<Void> sweep() {
        return database.query("DELETE FROM notice WHERE taken_at < now() - interval '7 days'")
                .execute()
                .replaceWithVoid();
    }

    /// @return whether there was one
    private Uni<Boolean> one(SqlConnection connection) {
        return connection.query(NEXT).execute().chain(people -> {
            if (people.rowCount() == 0) {
                return Uni.createFrom().item(false);
            }
            Row person = people.iterator().next();
            return connection
                    .preparedQuery(GATHER)
                    .execute(Tuple.of(person.getUUID("id")))
                    .chain(rows -> mailed(
                            connection,
                            person.getString("email"),
                            rows.stream().map(NoticeMails::line).toList()))
                    .replaceWith(true);
        });
    }

    /// An address that is gone by now is told nothing.
    private Uni<Void> mailed(SqlConnection connection, String address, List<Map<String, String>> notices) {
        if (address == null) {
            return Uni.createFrom().voidItem();
        }
        int told = Math.min(config.most(), notices.size());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("notices", notices.subList(0, told));
        values.put("more", notices.size() - told);
        return mailbox.post(connection, MailKind.NEWS, address, values);
    }

    private static Map<String, String> line(Row row) {
        return Map.of("what", row.getString("what"), "path", row.getString("path"));
    }
}
