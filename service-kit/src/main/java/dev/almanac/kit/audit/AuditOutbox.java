package dev.almanac.kit.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Writes events into the service's `audit_outbox` table, in the transaction of the change that they tell of.
@ApplicationScoped
public class AuditOutbox {

    private static final String INSERT = "INSERT INTO audit_outbox (event) VALUES ($1)";

    private final ObjectMapper json;
    private final String source;

    AuditOutbox(ObjectMapper json, @ConfigProperty(name = "quarkus.application.name") String source) {
        this.json = json;
        this.source = source;
    }

    /// Joins the current Hibernate Reactive transaction.
    public Uni<Void> record(AuditEvent event) {
        OutboxEntity row = OutboxEntity.of(cloudEvent(event));
        return Panache.getSession().chain(session -> session.persist(row));
    }

    /// Joins the transaction of a connection of the plain PostgreSQL client.
    public Uni<Void> record(SqlConnection connection, AuditEvent event) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(cloudEvent(event)))
                .replaceWithVoid();
    }

    /// The event as CloudEvents 1.0 JSON.
    private String cloudEvent(AuditEvent event) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("tenant", event.tenant());
        payload.put("actor", event.actor());
        payload.put("request_id", event.requestId());
        payload.put("public", event.data());
        payload.put("personal", event.personal());
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("specversion", "1.0");
        envelope.put("id", event.id());
        envelope.put("source", source);
        envelope.put("type", event.type());
        envelope.put("subject", event.subject());
        envelope.put("time", event.occurred().toString());
        envelope.put("datacontenttype", "application/json");
        envelope.put("data", payload);
        try {
            return json.writeValueAsString(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an event that JSON can tell: " + event.type(), e);
        }
    }
}
