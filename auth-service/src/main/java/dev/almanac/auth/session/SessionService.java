package dev.almanac.auth.session;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.Roles;
import dev.almanac.auth.activity.AlertKind;
import dev.almanac.auth.activity.Alerts;
import dev.almanac.auth.device.Client;
import dev.almanac.auth.key.TokenIssuer;
import dev.almanac.auth.revocation.Revoker;
import dev.almanac.auth.ticket.Secret;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.OneByOne;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Sessions and the rotation of their refresh tokens. Each token works once; inside the grace window a second use gets
/// the same successor (racing tabs), after it a second use means that the token was stolen, and the session ends.
@ApplicationScoped
public class SessionService {

    private static final String STOLEN =
            "A device's sign-in was used twice, which happens when it is copied; that device was signed out";

    private static final Duration KEPT = Duration.ofDays(90);

    private final SessionRepository sessions;
    private final RefreshTokenRepository tokens;
    private final AccountService accounts;
    private final Rights rights;
    private final RefreshSecret secrets;
    private final TokenIssuer issuer;
    private final Revoker revoker;
    private final Alerts alerts;
    private final AuditOutbox audit;
    private final SessionConfig config;

    SessionService(
            SessionRepository sessions,
            RefreshTokenRepository tokens,
            AccountService accounts,
            Rights rights,
            RefreshSecret secrets,
            TokenIssuer issuer,
            Revoker revoker,
            Alerts alerts,
            AuditOutbox audit,
            SessionConfig config) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.accounts = accounts;
        this.rights = rights;
        this.secrets = secrets;
        this.issuer = issuer;
        this.revoker = revoker;
        this.alerts = alerts;
        this.audit = audit;
        this.config = config;
    }

    /// Starts a session for someone who has proved who they are. Joins the current transaction.
    ///
    /// @param methods how they proved it
    /// @param trusted false when something about it was unusual: dangerous things need another proof
    public Uni<SignedIn> open(Account account, Set<String> methods, Client client, String device, boolean trusted) {
        Instant now = Moments.now();
        SessionEntity session = started(account, client, now, now.plus(config.absoluteLife()));
        session.methods = methods.stream().sorted().toArray(String[]::new);
        session.authenticatedAt = trusted ? now : null;
        session.deviceHash = Secret.hash(device);
        String refresh = Secret.next();
        Map<String, Object> how = Map.of("methods", String.join(" ", session.methods));
        return sessions.count("accountId = ?1 and endedAt is null and expiresAt > ?2", account.id(), now)
                .chain(alive -> alive < config.most() ? Uni.createFrom().voidItem() : makeRoom(account.id()))
                .chain(() -> sessions.persistAndFlush(session))
                .chain(() -> tokens.persist(token(refresh, session.id, now)))
                .chain(() -> audit.record(event(session, "session.opened", how)))
                .chain(() -> signedIn(account, session, refresh, device));
    }

    /// Lets an administrator act in somebody's name for a while: a session that the user sees in their list and that
    /// cannot be renewed. Joins the current transaction.
    public Uni<SignedIn> openForHelper(Account account, UUID administrator, String reason, Client client) {
        Instant now = Moments.now();
        SessionEntity session = started(account, client, now, now.plus(config.impersonationLife()));
        session.methods = new String[] {"support"};
        session.impersonator = administrator;
        AuditEvent event = AuditEvent.by(
                administrator,
                account.id(),
                "session.opened-by-support",
                "session/" + session.id,
                Map.of(),
                Map.of("reason", reason));
        return sessions.persistAndFlush(session)
                .chain(() -> audit.record(event))
                .chain(() -> rights.without(account, Set.of(Roles.ADMIN)))
                .map(bearer -> {
                    String access = issuer.forHelper(bearer, session.id, administrator, config.impersonationLife());
                    return new SignedIn(
                            account, access, config.impersonationLife().toSeconds(), null, null);
                });
    }

    /// Ends all sessions of an account but one. Joins the current transaction.
    ///
    /// @param kept null to end all
    public Uni<Void> endAll(UUID account, UUID kept, String reason) {
        return sessions.lockAliveOf(account, Moments.now())
                .chain(alive -> ended(
                        alive.stream()
                                .filter(session -> !session.id.equals(kept))
                                .toList(),
                        reason));
    }

    /// Ends every session in which an administrator acts for others. Joins the current transaction.
    public Uni<Void> endHelp(UUID administrator) {
        return sessions.lockHelpOf(administrator, Moments.now()).chain(alive -> ended(alive, "administrator-changed"));
    }

    @Scheduled(every = "24h", delayed = "1h")
    Uni<Void> sweep() {
        return Panache.withTransaction(() -> sessions.deleteOver(Moments.now().minus(KEPT)))
                .replaceWithVoid();
    }

    private Uni<Void> makeRoom(UUID account) {
        return sessions.lockAliveOf(account, Moments.now())
                .chain(alive -> ended(alive.subList(0, Math.max(0, alive.size() - config.most() + 1)), "too-many"));
    }

    private Uni<Void> ended(List<SessionEntity> those, String reason) {
        return OneByOne.each(those, session -> end(session, reason));
    }

    /// All sessions of an account, for its owner's export.
    public Uni<List<SessionView>> history(UUID account) {
        return sessions.pageOfAll(account)
                .map(found -> found.stream().map(s -> SessionView.of(s, null)).toList());
    }

    Uni<Outcome> refresh(String presented) {
        return Panache.withTransaction(() -> tokens.lock(Secret.hash(presented))
                        .chain(token -> token == null
                                ? Uni.createFrom().item(new Rotation.Refused())
                                : sessions.lock(token.sessionId).chain(session -> rotate(presented, token, session))))
                .chain(this::answer);
    }

    /// Ends the session of a refresh token; an unknown one is already as good as ended.
    public Uni<Void> close(String presented) {
        return Panache.withTransaction(() -> tokens.lock(Secret.hash(presented))
                .chain(token -> token == null
                        ? Uni.createFrom().voidItem()
                        : sessions.lock(token.sessionId).chain(session -> end(session, "signed-out"))));
    }

    Uni<List<SessionView>> list(UUID account, UUID current) {
        return Panache.withSession(() -> sessions.aliveOf(account, Moments.now()))
                .map(found ->
                        found.stream().map(s -> SessionView.of(s, current)).toList());
    }

    /// @return whether there was such a session of this account
    Uni<Boolean> revoke(UUID account, UUID id) {
        return Panache.withTransaction(() -> sessions.aliveOf(account, id, Moments.now())
                .chain(session -> session == null
                        ? Uni.createFrom().item(false)
                        : end(session, "revoked").replaceWith(true)));
    }

    Uni<Void> revokeOthers(UUID account, UUID current) {
        return Panache.withTransaction(() -> endAll(account, current, "revoked"));
    }

    private Uni<Rotation> rotate(String presented, RefreshTokenEntity token, SessionEntity session) {
        Instant now = Moments.now();
        boolean over = session.endedAt != null
                || now.isAfter(session.expiresAt)
                || now.isAfter(session.lastUsedAt.plus(config.idleLife()));
        if (over) {
            return Uni.createFrom().item(new Rotation.Refused());
        }
        String next = secrets.successor(presented);
        if (token.usedAt == null) {
            token.usedAt = now;
            session.lastUsedAt = now;
            return tokens.persist(token(next, session.id, now)).replaceWith(new Rotation.Turned(session, next));
        }
        if (now.isBefore(token.usedAt.plus(config.grace()))) {
            return Uni.createFrom().item(new Rotation.Turned(session, next));
        }
        return end(session, "reused-token")
                .chain(() -> alerts.raise(session.accountId, AlertKind.STOLEN_TOKEN, STOLEN))
                .replaceWith(new Rotation.Refused());
    }

    private Uni<Outcome> answer(Rotation rotation) {
        return switch (rotation) {
            case Rotation.Refused() -> Uni.createFrom().item(new Outcome.SessionOver());
            case Rotation.Turned(SessionEntity session, String next) ->
                Panache.withSession(() -> accounts.byId(session.accountId)
                        .chain(account -> account.filter(Account::active)
                                .map(active ->
                                        signedIn(active, session, next, null).<Outcome>map(Outcome.Renewed::new))
                                .orElseGet(() -> Uni.createFrom().item(new Outcome.SessionOver()))));
        };
    }

    private Uni<Void> end(SessionEntity session, String reason) {
        if (session.endedAt != null) {
            return Uni.createFrom().voidItem();
        }
        session.endedAt = Moments.now();
        session.endReason = reason;
        return revoker.session(session.id)
                .chain(() -> audit.record(event(session, "session.ended", Map.of("reason", reason))));
    }

    private Uni<SignedIn> signedIn(Account account, SessionEntity session, String refresh, String device) {
        Set<String> methods = Set.of(session.methods);
        return rights.of(account, methods).map(bearer -> {
            Duration life = issuer.lifeUntil(session.expiresAt);
            String access = issuer.forPerson(bearer, session.id, methods, session.authenticatedAt, life);
            return new SignedIn(account, access, life.toSeconds(), refresh, device);
        });
    }

    private static SessionEntity started(Account account, Client client, Instant now, Instant end) {
        SessionEntity session = new SessionEntity();
        session.id = Ids.next();
        session.accountId = account.id();
        session.device = client.agent();
        session.address = client.address();
        session.createdAt = now;
        session.lastUsedAt = now;
        session.expiresAt = end;
        return session;
    }

    private static RefreshTokenEntity token(String secret, UUID session, Instant now) {
        RefreshTokenEntity token = new RefreshTokenEntity();
        token.hash = Secret.hash(secret);
        token.sessionId = session;
        token.issuedAt = now;
        return token;
    }

    private static AuditEvent event(SessionEntity session, String type, Map<String, Object> data) {
        return AuditEvent.of(session.accountId, type, "session/" + session.id, data, Map.of());
    }

    /// Everything a successful sign-in hands out.
    ///
    /// @param refreshToken null for a session that cannot be renewed
    /// @param device secret for the device to keep; null for none
    public record SignedIn(Account account, String accessToken, long expiresIn, String refreshToken, String device) {}

    sealed interface Outcome {

        record Renewed(SignedIn signedIn) implements Outcome {}

        record SessionOver() implements Outcome {}
    }

    private sealed interface Rotation {

        record Turned(SessionEntity session, String next) implements Rotation {}

        record Refused() implements Rotation {}
    }
}
