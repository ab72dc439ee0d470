package dev.almanac.audit.search;

import dev.almanac.audit.append.OwnEvents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/// Logs who reads the log. The row of it is durable before anything is answered.
@ApplicationScoped
public class Reads {

    private final OwnEvents own;

    Reads(OwnEvents own) {
        this.own = own;
    }

    /// @param type such as `audit.read`
    /// @param data what of the request may be public
    public Uni<Void> record(UUID reader, String type, Map<String, Object> data) {
        return own.record(reader.toString(), reader, type, "audit", data);
    }
}
