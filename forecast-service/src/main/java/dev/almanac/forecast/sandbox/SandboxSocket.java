package dev.almanac.forecast.sandbox;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The log of a session, live: a welcome, what was missed, then every line, then `ended`. Any number of listeners, all
/// of them the session's owner.
@RegisterForReflection(targets = {SandboxMessage.class, LogLine.class})
@WebSocket(path = "/api/v1/ws/sandbox/{id}")
@RolesAllowed({"user", "lab", "council_operator", "admin"})
public class SandboxSocket {

    private final SandboxRepository sessions;
    private final SandboxFeed feed;

    SandboxSocket(SandboxRepository sessions, SandboxFeed feed) {
        this.sessions = sessions;
        this.feed = feed;
    }

    /// Without `after` the log is told from its beginning.
    @OnOpen
    public Uni<SandboxMessage> welcome(WebSocketConnection connection, @PathParam("id") String id) {
        UUID session = UUID.fromString(id);
        return sessions.watched(List.of(session)).map(List::getFirst).map(known -> {
            feed.listen(
                    connection,
                    session,
                    After.of(connection.handshakeRequest().query()).orElse(0));
            return SandboxMessage.of("welcome", known);
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

    /// Only whoever opened the session may listen.
    @Singleton
    static class SessionOwnerOnly extends OwnersOnly {

        private final SandboxRepository sessions;

        SessionOwnerOnly(SandboxRepository sessions) {
            super(SandboxSocket.class);
            this.sessions = sessions;
        }

        @Override
        protected Uni<Boolean> mayListen(Caller caller, UUID id) {
            return sessions.ofUser(caller.userId(), id).map(Optional::isPresent);
        }
    }
}
