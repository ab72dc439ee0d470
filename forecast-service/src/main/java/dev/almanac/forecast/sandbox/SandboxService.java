package dev.almanac.forecast.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.RootKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Opens and closes sessions.
@ApplicationScoped
class SandboxService {

    private final Pool database;
    private final SandboxRepository sessions;
    private final SandboxLog log;
    private final ActiveSessions counts;
    private final AuditOutbox audit;
    private final RootKey root;
    private final ObjectMapper json;
    private final SandboxConfig config;

    SandboxService(
            Pool database,
            SandboxRepository sessions,
            SandboxLog log,
            ActiveSessions counts,
            AuditOutbox audit,
            RootKey root,
            ObjectMapper json,
            SandboxConfig config) {
        this.database = database;
        this.sessions = sessions;
        this.log = log;
        this.counts = counts;
        this.audit = audit;
        this.root = root;
        this.json = json;
        this.config = config;
    }

    /// What became of the wish for a session.
    sealed interface Opening {
        record Opened(SandboxSession session) implements Opening {}

        /// @param active which of them could be closed
        record TooMany(List<SandboxSession> active) implements Opening {}
    }

    /// @param limit what the sure alternative costs an hour
    Uni<Opening> open(
            UUID user, Target target, Credentials credentials, double limit, Integer horizon, String idempotencyKey) {
        Instant now = Moments.now();
        SandboxSession session = new SandboxSession(
                Ids.next(),
                user,
                "active",
                target,
                limit,
                horizon == null ? config.horizon() : horizon,
                0,
                now,
                now.plus(config.life()),
                null);
        byte[] wrapped = credentials == null ? null : credentials.wrapped(session.id(), root, json);
        return database.withTransaction(connection -> ErasedOwners.mayKeep(connection, user)
                        .invoke(may -> {
                            if (!may) {
                                throw CommonProblem.NOT_FOUND.because("The account is gone");
                            }
                        })
                        .chain(() -> sessions.lockedActive(connection, user))
                        .chain(active -> sessions.byIdempotencyKey(connection, user, idempotencyKey)
                                .chain(earlier -> earlier.isPresent()
                                        ? Uni.createFrom().<Opening>item(new Opening.Opened(earlier.get()))
                                        : active.size() >= config.active()
                                                ? Uni.createFrom().item(new Opening.TooMany(active))
                                                : insert(connection, session, wrapped, idempotencyKey))))
                .call(() -> counts.tell(user));
    }

    private Uni<Opening> insert(
            SqlConnection connection, SandboxSession session, byte[] credentials, String idempotencyKey) {
        return sessions.insert(connection, session, credentials, idempotencyKey)
                .chain(() -> log.info(
                        connection,
                        session.id(),
                        SandboxLog.SESSION,
                        "Session for %s, until %s".formatted(session.target().name(), session.expiresAt())))
                .chain(() -> audit.record(connection, event(session, "opened", Map.of())))
                .replaceWith(new Opening.Opened(session));
    }

    /// @return false when there is none that is active
    Uni<Boolean> close(UUID user, UUID id) {
        return database.withTransaction(connection -> sessions.close(connection, user, id)
                        .chain(closed -> closed.isEmpty()
                                ? Uni.createFrom().item(false)
                                : ended(connection, closed.get(), "closed").replaceWith(true)))
                .call(() -> counts.tell(user));
    }

    /// Ends what has run out, some at a time.
    ///
    /// @return whose sessions ended
    Uni<List<UUID>> expire(int most) {
        return database.withTransaction(connection -> sessions.expire(connection, most)
                .call(expired -> {
                    Uni<Void> told = Uni.createFrom().voidItem();
                    for (SandboxSession session : expired) {
                        told = told.chain(() -> ended(connection, session, "expired"));
                    }
                    return told;
                })
                .map(expired -> expired.stream().map(SandboxSession::user).toList()));
    }

    private Uni<Void> ended(SqlConnection connection, SandboxSession session, String how) {
        return log.info(connection, session.id(), SandboxLog.SESSION, "The session has " + how(how))
                .chain(() -> audit.record(connection, event(session, how, Map.of())));
    }

    private static String how(String status) {
        return status.equals("closed") ? "been closed" : "run out";
    }

    static AuditEvent event(SandboxSession session, String what, Map<String, Object> data) {
        return AuditEvent.of(session.user(), "sandbox." + what, "sandbox/" + session.id(), data, Map.of());
    }
}
