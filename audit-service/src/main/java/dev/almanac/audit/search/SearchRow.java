package dev.almanac.audit.search;

import dev.almanac.log.Leaf;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// A row by which entries are found, as it is stored.
public record SearchRow(
        long seq,
        Instant recorded,
        Instant occurred,
        String tenant,
        long tenantSeq,
        UUID actor,
        String source,
        String type,
        String subject,
        String requestId) {

    /// What [#of] reads.
    public static final String COLUMNS =
            "seq, recorded, occurred, tenant, tenant_seq, actor, source, type, subject, request_id";

    public static SearchRow of(Row row) {
        return new SearchRow(
                row.getLong("seq"),
                row.getOffsetDateTime("recorded").toInstant(),
                row.getOffsetDateTime("occurred").toInstant(),
                row.getString("tenant"),
                row.getLong("tenant_seq"),
                row.getUUID("actor"),
                row.getString("source"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("request_id"));
    }

    /// @param values those beside the leaf, by name
    /// @return names of the columns that differ, separated by commas; empty when all is well
    public String differsFrom(Leaf leaf, Map<String, String> values) {
        List<String> columns = new ArrayList<>();
        compare(columns, "recorded", recorded, leaf.recorded());
        compare(columns, "occurred", occurred, leaf.occurred());
        compare(columns, "tenant", tenant, leaf.tenant());
        compare(columns, "tenant_seq", tenantSeq, leaf.tenantSeq());
        compare(columns, "actor", actor == null ? null : actor.toString(), values.get("actor"));
        compare(columns, "source", source, leaf.source());
        compare(columns, "type", type, leaf.type());
        compare(columns, "subject", subject, leaf.subject());
        compare(columns, "request_id", requestId, values.get("request_id"));
        return String.join(", ", columns);
    }

    private static void compare(List<String> columns, String name, Object stored, Object expected) {
        if (!Objects.equals(stored, expected)) {
            columns.add(name);
        }
    }
}
