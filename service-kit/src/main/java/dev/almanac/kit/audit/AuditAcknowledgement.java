package dev.almanac.kit.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/// A bean of a service that wants to know where in the log its events are.
public interface AuditAcknowledgement {

    /// Called in the transaction that empties the outbox, with every event that a signed checkpoint now covers.
    Uni<Void> logged(SqlConnection connection, List<Logged> events);

    /// @param seq place in the log, from 0
    record Logged(UUID id, long seq) {}
}
