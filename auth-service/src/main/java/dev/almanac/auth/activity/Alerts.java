package dev.almanac.auth.activity;

import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Keeps alerts, tells the user by mail, and shows them to administrators.
@ApplicationScoped
public class Alerts {

    private static final UUID PLATFORM = new UUID(0, 0);

    private final AlertRepository alerts;
    private final AccountService accounts;
    private final Mailbox mailbox;
    private final AuditOutbox audit;

    Alerts(AlertRepository alerts, AccountService accounts, Mailbox mailbox, AuditOutbox audit) {
        this.alerts = alerts;
        this.accounts = accounts;
        this.mailbox = mailbox;
        this.audit = audit;
    }

    /// Raises an alert in the current transaction.
    ///
    /// @param account null where it concerns the platform
    /// @param detail one sentence for a person
    public Uni<Void> raise(UUID account, AlertKind kind, String detail) {
        AlertEntity alert = new AlertEntity();
        alert.id = Ids.next();
        alert.accountId = account;
        alert.kind = kind;
        alert.detail = detail;
        alert.createdAt = Moments.now();
        UUID tenant = account == null ? PLATFORM : account;
        AuditEvent event = AuditEvent.of(
                tenant, "activity.unusual", "account", Map.of("kind", kind.word()), Map.of("detail", detail));
        return alerts.persist(alert).chain(() -> audit.record(event)).chain(() -> tell(account, detail));
    }

    /// The same, unless there was one of the kind since then.
    ///
    /// @return whether it was raised; false also for an account that is gone
    Uni<Boolean> raiseOnce(UUID account, AlertKind kind, String detail, Instant since) {
        return accounts.lock(account)
                .chain(there -> there
                        ? alerts.count("accountId = ?1 and kind = ?2 and createdAt > ?3", account, kind, since)
                                .chain(known -> known > 0
                                        ? Uni.createFrom().item(false)
                                        : raise(account, kind, detail).replaceWith(true))
                        : Uni.createFrom().item(false));
    }

    Uni<Page<AlertView>> of(UUID account, String cursor, Integer limit) {
        int count = Page.limit(limit);
        return Panache.withSession(() -> alerts.of(account, Page.before(cursor), count + 1))
                .map(found -> Page.of(found, count, AlertView::of, alert -> alert.id));
    }

    Uni<Page<AlertView>> all(String cursor, Integer limit) {
        int count = Page.limit(limit);
        return Panache.withSession(() -> alerts.all(Page.before(cursor), count + 1))
                .map(found -> Page.of(found, count, AlertView::of, alert -> alert.id));
    }

    Uni<Boolean> see(UUID account, UUID id) {
        return Panache.withTransaction(() -> alerts.see(account, id, Moments.now()));
    }

    /// Everything of an account, for its owner's export. Joins the current session.
    public Uni<List<AlertView>> history(UUID account) {
        return alerts.of(account, new UUID(-1L, -1L), 10_000)
                .map(found -> found.stream().map(AlertView::of).toList());
    }

    private Uni<Void> tell(UUID account, String detail) {
        return account == null
                ? Uni.createFrom().voidItem()
                : accounts.byId(account)
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : mailbox.notice(found.get().email(), detail));
    }

    @ApplicationScoped
    static class AlertRepository implements PanacheRepositoryBase<AlertEntity, UUID> {

        Uni<List<AlertEntity>> of(UUID account, UUID before, int count) {
            return find("accountId = ?1 and id < ?2 order by id desc", account, before)
                    .page(0, count)
                    .list();
        }

        Uni<List<AlertEntity>> all(UUID before, int count) {
            return find("id < ?1 order by id desc", before).page(0, count).list();
        }

        Uni<Boolean> see(UUID account, UUID id, Instant now) {
            return update("seenAt = ?1 where id = ?2 and accountId = ?3", now, id, account)
                    .map(count -> count == 1);
        }
    }
}
