package dev.almanac.forecast.job;

import dev.almanac.forecast.socket.After;
import dev.almanac.forecast.socket.OwnersOnly;
import dev.almanac.kit.security.Caller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.PathParam;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Progress of a job, live: a welcome, then every change, then `done` and the end of the connection.
@RegisterForReflection(targets = ProgressView.class)
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

    /// Of a job's changes only the newest is worth telling.
    private static long after(String query, long now) {
        return Math.min(now, After.of(query).orElse(now));
    }

    /// Those who own the job may listen.
    @Singleton
    static class JobOwnersOnly extends OwnersOnly {

        private final JobRepository forecasts;

        JobOwnersOnly(JobRepository forecasts) {
            super(ProgressSocket.class);
            this.forecasts = forecasts;
        }

        @Override
        protected Uni<Boolean> mayListen(Caller caller, UUID id) {
            return forecasts.ofOwners(caller.readable(), id).map(Optional::isPresent);
        }
    }
}
