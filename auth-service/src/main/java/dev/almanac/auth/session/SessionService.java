package dev.almanac.auth.session;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.key.TokenIssuer;
import dev.almanac.kit.Ids;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Sessions and the rotation of their refresh tokens. Each token works once; inside the grace window a second use gets
/// the same successor (racing tabs), after it a second use means that the token was stolen, and the session ends.
@ApplicationScoped
class SessionService {

    private final SessionRepository sessions;
    private final RefreshTokenRepository tokens;
    private final AccountService accounts;
    private final RefreshSecret secrets;
    private final TokenIssuer issuer;
    private final AuditOutbox audit;
    private final SessionConfig config;

    SessionService(
            SessionRepository sessions,
            RefreshTokenRepository tokens,
            AccountService accounts,
            RefreshSecret secrets,
            TokenIssuer issuer,
            AuditOutbox audit,
            SessionConfig config) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.accounts = accounts;
        this.secrets = secrets;
        this.issuer = issuer;
        this.audit = audit;
        this.config = config;
    }

    /// Starts a session for someone who has proved who they are.
    Uni<SignedIn> open(Account account, String device) {
        Instant now = now();
        SessionEntity session = new SessionEntity();
        session.id = Ids.next();
        session.accountId = account.id();
        session.device = device == null ? null : device.substring(0, Math.min(device.length(), 200));
        session.createdAt = now;
        session.lastUsedAt = now;
        session.expiresAt = now.plus(config.absoluteLife());
        String refresh = secrets.first();
        return Panache.withTransaction(() -> sessions.persist(session)
                        .chain(() -> tokens.persist(token(refresh, session.id, now)))
                        .chain(() -> audit.record(event(session, "session.opened", Map.of()))))
                .map(done -> signedIn(account, session.id, refresh));
    }

    Uni<Outcome> refresh(String presented) {
        return Panache.withTransaction(() -> tokens.lock(RefreshSecret.hash(presented))
                        .chain(token -> token == null
                                ? Uni.createFrom().item(new Rotation.Refused("unknown"))
                                : sessions.findById(token.sessionId)
                                        .chain(session -> rotate(presented, token, session))))
                .chain(this::answer);
    }

    /// Ends the session of a refresh token; an unknown one is already as good as ended.
    Uni<Void> close(String presented) {
        return Panache.withTransaction(() -> tokens.lock(RefreshSecret.hash(presented))
                .chain(token -> token == null
                        ? Uni.createFrom().voidItem()
                        : sessions.findById(token.sessionId).chain(session -> end(session, "signed-out"))));
    }

    Uni<List<SessionView>> list(UUID account, UUID current) {
        return Panache.withSession(() -> sessions.aliveOf(account, now()))
                .map(found ->
                        found.stream().map(s -> SessionView.of(s, current)).toList());
    }

    /// @return whether there was such a session of this account
    Uni<Boolean> revoke(UUID account, UUID id) {
        return Panache.withTransaction(() -> sessions.aliveOf(account, id, now())
                .chain(session -> session == null
                        ? Uni.createFrom().item(false)
                        : end(session, "revoked").replaceWith(true)));
    }

    private Uni<Rotation> rotate(String presented, RefreshTokenEntity token, SessionEntity session) {
        Instant now = now();
        boolean over = session.endedAt != null
                || now.isAfter(session.expiresAt)
                || now.isAfter(session.lastUsedAt.plus(config.idleLife()));
        if (over) {
            return Uni.createFrom().item(new Rotation.Refused("ended"));
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
        return end(session, "reused-token").replaceWith(new Rotation.Refused("reused"));
    }

    private Uni<Outcome> answer(Rotation rotation) {
        return switch (rotation) {
            case Rotation.Refused(String _) -> Uni.createFrom().item(new Outcome.SessionOver());
            case Rotation.Turned(SessionEntity session, String next) ->
                accounts.byId(session.accountId)
                        .map(account -> account.filter(Account::active)
                                .<Outcome>map(active -> new Outcome.Renewed(signedIn(active, session.id, next)))
                                .orElseGet(Outcome.SessionOver::new));
        };
    }

    private Uni<Void> end(SessionEntity session, String reason) {
        if (session.endedAt != null) {
            return Uni.createFrom().voidItem();
        }
        session.endedAt = now();
        session.endReason = reason;
        return audit.record(event(session, "session.ended", Map.of("reason", reason)));
    }

    private SignedIn signedIn(Account account, UUID session, String refresh) {
        String access = issuer.forPerson(account.id(), account.roles(), session);
        return new SignedIn(account, access, issuer.life().toSeconds(), refresh);
    }

    private static RefreshTokenEntity token(String secret, UUID session, Instant now) {
        RefreshTokenEntity token = new RefreshTokenEntity();
        token.hash = RefreshSecret.hash(secret);
        token.sessionId = session;
        token.issuedAt = now;
        return token;
    }

    private static AuditEvent event(SessionEntity session, String type, Map<String, Object> data) {
        return AuditEvent.of(session.accountId, type, "session/" + session.id, data, Map.of());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /// Everything a successful sign-in hands out.
    record SignedIn(Account account, String accessToken, long expiresIn, String refreshToken) {}

    sealed interface Outcome {

        record Renewed(SignedIn signedIn) implements Outcome {}

        record SessionOver() implements Outcome {}
    }

    private sealed interface Rotation {

        record Turned(SessionEntity session, String next) implements Rotation {}

        record Refused(String reason) implements Rotation {}
    }
}
