package dev.almanac.auth.notice;

import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Takes what other services tell, for those who want it mailed: people who can be reached, by what they chose.
@ApplicationScoped
public class Notices {

    private static final String TAKE = """
            INSERT INTO notice (id, account_id, what, path, happened_at)
            SELECT $1, a.id, $5, $6, $7
            FROM (SELECT unnest($2::uuid[]) AS id UNION
                    SELECT account_id FROM membership WHERE team_id = $3 AND role IN ('owner', 'admin')) wanted
                JOIN account a ON a.id = wanted.id
                LEFT JOIN notice_choice c ON c.account_id = a.id AND c.kind = $4
            WHERE a.active AND a.email_verified_at IS NOT NULL AND coalesce(c.mail, $8)
            ON CONFLICT DO NOTHING""";

    private static final String CHOOSE = """
            INSERT INTO notice_choice (account_id, kind, mail) VALUES ($1, $2, $3)
            ON CONFLICT (account_id, kind) DO UPDATE SET mail = excluded.mail""";

    private final Pool database;
    private final AuditOutbox audit;

    Notices(Pool database, AuditOutbox audit) {
        this.database = database;
        this.audit = audit;
    }

    /// Told again, they are the same: nothing is mailed twice.
    public Uni<Void> take(List<Told> notices) {
        List<Tuple> rows = new ArrayList<>();
        for (Told told : notices) {
            NoticeKind kind = kind(told.kind());
            rows.add(Tuple.tuple()
                    .addUUID(told.id())
                    .addArrayOfUUID(told.people().toArray(UUID[]::new))
                    .addUUID(told.team())
                    .addString(kind.label())
                    .addString(told.what())
                    .addString(told.path())
                    .addOffsetDateTime(told.happenedAt().atOffset(ZoneOffset.UTC))
                    .addBoolean(kind.mailedAtFirst()));
        }
        return database.withTransaction(
                connection -> connection.preparedQuery(TAKE).executeBatch(rows).replaceWithVoid());
    }

    /// What somebody wants mailed, every kind there is.
    public Uni<NoticeChoices> choices(UUID account) {
        return database.preparedQuery("SELECT kind, mail FROM notice_choice WHERE account_id = $1")
                .execute(Tuple.of(account))
                .map(rows -> {
                    Map<String, Boolean> mail = new LinkedHashMap<>();
                    for (NoticeKind kind : NoticeKind.values()) {
                        mail.put(kind.label(), kind.mailedAtFirst());
                    }
                    for (Row row : rows) {
                        mail.computeIfPresent(row.getString("kind"), (kind, before) -> row.getBoolean("mail"));
                    }
                    return new NoticeChoices(mail);
                });
    }

    Uni<NoticeChoices> choose(UUID account, NoticeChoices wanted) {
        List<Tuple> rows = wanted.mail().entrySet().stream()
                .map(choice -> Tuple.of(account, kind(choice.getKey()).label(), choice.getValue()))
                .toList();
        if (rows.isEmpty()) {
            return choices(account);
        }
        AuditEvent event =
                AuditEvent.of(account, "account.notices-chosen", "account", Map.copyOf(wanted.mail()), Map.of());
        return database.withTransaction(connection -> connection
                        .preparedQuery(CHOOSE)
                        .executeBatch(rows)
                        .chain(() -> audit.record(connection, event)))
                .chain(() -> choices(account));
    }

    private static NoticeKind kind(String label) {
        return NoticeKind.named(label)
                .orElseThrow(() -> CommonProblem.VALIDATION_FAILED.because(
                        "'%s' is none of %s".formatted(label, NoticeKind.labels())));
    }
}
