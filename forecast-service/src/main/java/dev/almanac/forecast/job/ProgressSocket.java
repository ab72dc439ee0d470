package dev.almanac.forecast.job;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.PathParam;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Progress of a job, live: a welcome, then every change, then `done` and the end of the connection.
@WebSocket(path = "/api/v1/ws/jobs/{id}")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class ProgressSocket {

    private final JobRepository forecasts;
    private final ProgressFeed feed;

    ProgressSocket(JobRepository forecasts, ProgressFeed feed) {
        this.forecasts = forecasts;
        this.feed = feed;
    }

    @OnOpen
    public Uni<ProgressView> welcome(WebSocketConnection connection, @PathParam("id") String id) {
        UUID job = UUID.fromString(id);
        return forecasts.watched(List.of(job)).map(List::getFirst).map(known -> {
            feed.watch(connection, job, after(connection.handshakeRequest().query(), known.progressSeq()));
            return ProgressView.of("welcome", known, Instant.now());
        });
    }

    @OnTextMessage
    public String answer(String message) {
        return message.equals("ping") ? "pong" : null;
    }

    @OnClose
    public void gone(WebSocketConnection connection) {
        feed.forget(connection);
    }

    /// The last message that the client has seen; of a job's changes only the newest is worth telling.
    private static long after(String query, long now) {
        if (query == null || !query.matches("after=\\d{1,18}")) {
            return now;
        }
        return Math.min(now, Long.parseLong(query.substring("after=".length())));
    }

    /// Refuses the upgrade to anybody who does not own the job.
    @ApplicationScoped
    static class OwnersOnly implements HttpUpgradeCheck {

        private final JobRepository forecasts;

        OwnersOnly(JobRepository forecasts) {
            this.forecasts = forecasts;
        }

        @Override
        public Uni<CheckResult> perform(HttpUpgradeContext context) {
            return context.securityIdentity().chain(identity -> {
                String path = context.httpRequest().path();
                return owned(identity, path.substring(path.lastIndexOf('/') + 1));
            });
        }

        private Uni<CheckResult> owned(SecurityIdentity identity, String id) {
            if (identity.getRoles().isEmpty() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
                return refused();
            }
            try {
                return forecasts
                        .ofOwners(Caller.of(token).readable(), UUID.fromString(id))
                        .chain(found -> found.isPresent() ? CheckResult.permitUpgrade() : refused());
            } catch (IllegalArgumentException e) {
                return refused(); // not an id: nobody owns it
            }
        }

        private static Uni<CheckResult> refused() {
            return CheckResult.rejectUpgrade(CommonProblem.NOT_FOUND.status(), Map.of());
        }
    }
}
