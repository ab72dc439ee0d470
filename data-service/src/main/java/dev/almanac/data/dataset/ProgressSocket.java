package dev.almanac.data.dataset;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.PathParam;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Progress of the reading of a file, live: a welcome, then what changed every half second, then `done` and the end.
@WebSocket(path = "/api/v1/ws/datasets/{id}")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class ProgressSocket {

    private static final Duration STEP = Duration.ofMillis(500);

    private final DatasetRepository datasets;
    private final IngestRows rows;

    ProgressSocket(DatasetRepository datasets, IngestRows rows) {
        this.datasets = datasets;
        this.rows = rows;
    }

    /// One message.
    ///
    /// @param type `welcome`, `progress` or `done`
    /// @param status of the dataset
    public record Message(String type, UUID id, String status, ProgressView progress) {}

    @OnOpen
    public Multi<Message> follow(WebSocketConnection connection, @PathParam("id") String id) {
        UUID dataset = UUID.fromString(id);
        AtomicBoolean welcomed = new AtomicBoolean();
        return Multi.createBy()
                .repeating()
                .uni(() -> look(dataset, welcomed.getAndSet(true) ? "progress" : "welcome"))
                .withDelay(STEP)
                .whilst(message -> !message.type().equals("done"))
                .onCompletion()
                .call(connection::close);
    }

    private Uni<Message> look(UUID id, String type) {
        return Panache.withSession(() -> datasets.findById(id))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(dataset -> {
                    String status = dataset == null || dataset.deletedAt != null ? "deleted" : dataset.status;
                    boolean running = status.equals(DatasetEntity.INGESTING);
                    return new Message(running ? type : "done", id, status, running ? rows.progress(id) : null);
                });
    }

    @OnTextMessage
    public String answer(String message) {
        return message.equals("ping") ? "pong" : null;
    }

    /// Refuses the upgrade to anybody who may not read the dataset.
    @ApplicationScoped
    static class ReadersOnly implements HttpUpgradeCheck {

        private final DatasetRepository datasets;

        ReadersOnly(DatasetRepository datasets) {
            this.datasets = datasets;
        }

        @Override
        public Uni<CheckResult> perform(HttpUpgradeContext context) {
            String path = context.httpRequest().path();
            return context.securityIdentity()
                    .chain(identity -> readable(identity, path.substring(path.lastIndexOf('/') + 1)));
        }

        private Uni<CheckResult> readable(SecurityIdentity identity, String id) {
            if (identity.getRoles().isEmpty() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
                return refused();
            }
            try {
                UUID dataset = UUID.fromString(id);
                return Panache.withSession(
                                () -> datasets.readable(Caller.of(token).readable(), dataset))
                        .chain(found -> found == null ? refused() : CheckResult.permitUpgrade());
            } catch (IllegalArgumentException e) {
                return refused(); // not an id: nobody owns it
            }
        }

        private static Uni<CheckResult> refused() {
            return CheckResult.rejectUpgrade(CommonProblem.NOT_FOUND.status(), Map.of());
        }
    }
}
