package dev.almanac.audit.append;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.Ids;
import dev.almanac.kit.RequestId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// What this service does itself, on its way into the log: first a row, which any replica may write, then an entry,
/// which the writer makes of it.
@ApplicationScoped
public class OwnEvents {

    private static final Logger LOG = Logger.getLogger(OwnEvents.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);
    private static final int BATCH = 500;
    private static final long LOOK_SECONDS = 1;
    private static final long APPEND_SECONDS = 30;

    private final Pool database;
    private final ObjectMapper json;
    private final Sequencer sequencer;
    private final Intake intake;
    private final Refusals refusals;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean running = true;

    OwnEvents(Pool database, ObjectMapper json, Sequencer sequencer, Intake intake, Refusals refusals) {
        this.database = database;
        this.json = json;
        this.sequencer = sequencer;
        this.intake = intake;
        this.refusals = refusals;
    }

    /// The item comes when the event is durable.
    ///
    /// @param tenant whose history it belongs to
    /// @param actor null when the service acts by itself
    public Uni<Void> record(String tenant, UUID actor, String type, String subject, Map<String, Object> data) {
        String event = cloudEvent(tenant, actor, type, subject, data);
        return database.preparedQuery("INSERT INTO own_event (event) VALUES ($1)")
                .execute(Tuple.of(event))
                .invoke(stored -> signal.release())
                .replaceWithVoid();
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("own-events").start(this::deliver);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        signal.release();
    }

    private void deliver() {
        while (running) {
            try {
                if (signal.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    signal.drainPermits();
                }
                while (running && sequencer.isWriting() && deliverOldest() == BATCH) {
                    LOG.debug("More of our own events wait");
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                if (running) {
                    LOG.warnf("Our own events wait: %s", e.getMessage());
                }
            }
        }
    }

    private int deliverOldest() throws ExecutionException, InterruptedException, TimeoutException {
        List<Long> ids = new ArrayList<>();
        List<LeafDraft> drafts = new ArrayList<>();
        for (Row row : database.query("SELECT id, event FROM own_event ORDER BY id LIMIT " + BATCH)
                .execute()
                .await()
                .atMost(DATABASE_LIMIT)) {
            ids.add(row.getLong(0));
            JsonNode event = parse(row.getString(1));
            Intake.Taken taken = intake.take(event.path("id").asText(), event, Sequencer.OWN_SOURCE);
            taken.draft().ifPresentOrElse(drafts::add, () -> refused(event, taken.refusal()));
        }
        if (!ids.isEmpty()) {
            sequencer.append(drafts).get(APPEND_SECONDS, TimeUnit.SECONDS);
            database.preparedQuery("DELETE FROM own_event WHERE id = ANY($1)")
                    .execute(Tuple.of(ids.toArray(Long[]::new)))
                    .await()
                    .atMost(DATABASE_LIMIT);
        }
        return ids.size();
    }

    private void refused(JsonNode event, Appended.Refused refusal) {
        refusals.keep(Sequencer.OWN_SOURCE, event, refusal.code(), refusal.reason())
                .await()
                .atMost(DATABASE_LIMIT);
    }

    private String cloudEvent(String tenant, UUID actor, String type, String subject, Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("tenant", tenant);
        payload.put("actor", actor);
        payload.put("request_id", RequestId.current());
        payload.put("public", data);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", Ids.next());
        event.put("source", Sequencer.OWN_SOURCE);
        event.put("type", type);
        event.put("subject", subject);
        event.put("time", Instant.now());
        event.put("data", payload);
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an event that JSON can tell: " + type, e);
        }
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored event is not JSON", e);
        }
    }
}
