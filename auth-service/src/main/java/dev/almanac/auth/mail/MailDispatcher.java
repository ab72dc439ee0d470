package dev.almanac.auth.mail;

import dev.almanac.kit.security.TokenConfig;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Sends what waits in the table, one mail at a time, again and later after a failure. Several replicas share the work.
/// A mail may come twice when a process ends between sending and writing that down; it never gets lost.
@ApplicationScoped
class MailDispatcher {

    private static final Logger LOG = Logger.getLogger(MailDispatcher.class);

    /// Takes a mail by putting its next try off: twice as long each time, an hour at most.
    private static final String TAKE = """
            UPDATE mail SET attempts = attempts + 1,
                due_at = now() + least(3600, 30 * power(2, least(attempts, 12))) * interval '1 second'
            WHERE id = (SELECT id FROM mail
                WHERE sent_at IS NULL AND due_at <= now() AND created_at > now() - $1 * interval '1 second'
                ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, wrapped""";

    private final Pool database;
    private final Vertx vertx;
    private final Engine templates;
    private final ReactiveMailer mailer;
    private final Mailbox mailbox;
    private final MailConfig config;
    private final String platform;
    private volatile boolean stopped;

    MailDispatcher(
            Pool database,
            Vertx vertx,
            Engine templates,
            ReactiveMailer mailer,
            Mailbox mailbox,
            MailConfig config,
            TokenConfig tokens) {
        this.database = database;
        this.vertx = vertx;
        this.templates = templates;
        this.mailer = mailer;
        this.mailbox = mailbox;
        this.config = config;
        this.platform = tokens.issuer();
    }

    void start(@Observes StartupEvent event) {
        next(config.every().toMillis());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /// Forgets what was sent or given up long ago.
    @Scheduled(every = "24h", delayed = "1h")
    Uni<Void> sweep() {
        return database.query("DELETE FROM mail WHERE created_at < now() - interval '14 days'")
                .execute()
                .replaceWithVoid();
    }

    private void next(long pause) {
        if (stopped) {
            return;
        }
        vertx.setTimer(
                pause,
                timer -> sendOne()
                        .subscribe()
                        .with(sent -> next(sent ? 1 : config.every().toMillis()), e -> {
                            LOG.warnf("Mail waits: %s", e.getMessage());
                            next(config.every().toMillis());
                        }));
    }

    /// @return whether there was one
    private Uni<Boolean> sendOne() {
        return database.preparedQuery(TAKE)
                .execute(Tuple.of(config.giveUpAfter().toSeconds()))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : send(rows.iterator().next()).replaceWith(true));
    }

    private Uni<Void> send(Row row) {
        UUID id = row.getUUID("id");
        MailKind kind = MailKind.valueOf(row.getString("kind"));
        Mailbox.Letter letter = mailbox.open(id, row.getBuffer("wrapped").getBytes());
        return deliver(kind, letter)
                .chain(() -> database.preparedQuery(
                                "UPDATE mail SET sent_at = now(), wrapped = NULL, error = NULL WHERE id = $1")
                        .execute(Tuple.of(id)))
                .onFailure()
                .recoverWithUni(e -> {
                    LOG.warnf("Mail %s cannot be sent now: %s", id, e.getMessage());
                    return database.preparedQuery("UPDATE mail SET error = $2 WHERE id = $1")
                            .execute(Tuple.of(id, String.valueOf(e.getMessage())));
                })
                .replaceWithVoid();
    }

    private Uni<Void> deliver(MailKind kind, Mailbox.Letter letter) {
        String text = render(kind.template() + ".txt", letter.values());
        return switch (config.mode()) {
            case OFF -> Uni.createFrom().voidItem();
            case LOG -> {
                LOG.infof("Mail to %s: %s%n%s", letter.recipient(), kind.subject(), text);
                yield Uni.createFrom().voidItem();
            }
            case SMTP ->
                mailer.send(Mail.withText(letter.recipient(), kind.subject(), text)
                        .setHtml(render(kind.template() + ".html", letter.values())));
        };
    }

    private String render(String name, Map<String, ?> values) {
        Template template = templates.getTemplate(name);
        return template.data("platform", platform).data("mail", values).render();
    }
}
