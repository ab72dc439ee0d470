package dev.almanac.auth.session;

import dev.almanac.auth.activity.Suspicion;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Asks for a fresh proof of who somebody is before dangerous things: changes of factors, keys, addresses and roles,
/// deletion. A sign-in is fresh for a while. API keys and administrators in somebody's name never pass.
@ApplicationScoped
public class StepUp implements Suspicion {

    private final SessionRepository sessions;
    private final AuditOutbox audit;
    private final SessionConfig config;

    StepUp(SessionRepository sessions, AuditOutbox audit, SessionConfig config) {
        this.sessions = sessions;
        this.audit = audit;
        this.config = config;
    }

    /// Passes when the caller's session is fresh, refuses else.
    public Uni<Void> require(Caller caller) {
        requirePerson(caller);
        Instant now = Instant.now();
        return Panache.withSession(() -> sessions.aliveOf(caller.userId(), caller.sessionId(), now))
                .invoke(session -> {
                    boolean fresh = session != null
                            && session.authenticatedAt != null
                            && session.authenticatedAt
                                    .plus(config.stepUpWindow())
                                    .isAfter(now);
                    if (!fresh) {
                        throw SessionProblem.STEP_UP_REQUIRED.because(
                                "POST /api/v1/auth/step-up with your password, code, passkey or wallet, then repeat");
                    }
                })
                .replaceWithVoid();
    }

    /// Refuses callers that are no person in a session of their own.
    public static void requirePerson(Caller caller) {
        if (caller.sessionId() == null || caller.actor() != null) {
            throw SessionProblem.PEOPLE_ONLY.because("API keys and administrators in a user's name may not");
        }
    }

    /// The session's owner has proved again who they are. Joins the current transaction.
    ///
    /// @param methods how; they count for the session from now on
    public Uni<Void> proved(UUID account, UUID session, Set<String> methods) {
        Instant now = Moments.now();
        return sessions.lock(session).chain(found -> {
            if (found == null || found.endedAt != null || !found.accountId.equals(account)) {
                return Uni.createFrom().voidItem();
            }
            Set<String> all = new TreeSet<>(Set.of(found.methods));
            all.addAll(methods);
            found.methods = all.toArray(String[]::new);
            found.authenticatedAt = now;
            return audit.record(AuditEvent.of(
                    account,
                    "session.stepped-up",
                    "session/" + session,
                    Map.of("methods", String.join(" ", methods)),
                    Map.of()));
        });
    }

    /// Whatever dangerous comes next in any session of the account needs a proof first.
    @Override
    public Uni<Void> of(UUID account) {
        return sessions.update("authenticatedAt = null where accountId = ?1 and endedAt is null", account)
                .replaceWithVoid();
    }
}
