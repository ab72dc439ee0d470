package dev.almanac.audit.tenant;

import dev.almanac.audit.append.OwnEvents;
import dev.almanac.audit.append.Sequencer;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Logs, now and then, where the tenants' own trees stand: what a tenant was shown is bound into the one public log, so
/// that it cannot be shown another history later.
@ApplicationScoped
class TenantHeads {

    private static final Logger LOG = Logger.getLogger(TenantHeads.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);
    private static final int HEADS_IN_ENTRY = 400;

    private final Pool database;
    private final OwnEvents own;
    private final Sequencer sequencer;

    TenantHeads(Pool database, OwnEvents own, Sequencer sequencer) {
        this.database = database;
        this.own = own;
        this.sequencer = sequencer;
    }

    @Scheduled(every = "{audit.tenant.heads-every}", delay = 1)
    void log() {
        if (sequencer.isWriting()) {
            int logged;
            do {
                logged = logSome();
            } while (logged == HEADS_IN_ENTRY);
        }
    }

    /// @return how many heads the entry tells
    private int logSome() {
        List<Map<String, Object>> heads = new ArrayList<>();
        List<String> tenants = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        for (Row row : database.preparedQuery(
                        "SELECT tenant, size, root FROM tenant_tree WHERE size > logged ORDER BY tenant LIMIT $1")
                .execute(Tuple.of(HEADS_IN_ENTRY))
                .await()
                .atMost(DATABASE_LIMIT)) {
            tenants.add(row.getString(0));
            sizes.add(row.getLong(1));
            String root = Base64.getEncoder().encodeToString(row.getBuffer(2).getBytes());
            heads.add(Map.of("tenant", row.getString(0), "size", row.getLong(1), "root", root));
        }
        if (!heads.isEmpty()) {
            own.record(Sequencer.OWN_SOURCE, null, "audit.tenant-heads", "tenants", Map.of("heads", heads))
                    .chain(() -> database.preparedQuery(
                                    "UPDATE tenant_tree t SET logged = h.size"
                                            + " FROM unnest($1::text[], $2::bigint[]) AS h (tenant, size) WHERE t.tenant = h.tenant")
                            .execute(Tuple.of(tenants.toArray(String[]::new), sizes.toArray(Long[]::new))))
                    .await()
                    .atMost(DATABASE_LIMIT);
            LOG.debugf("The heads of %d tenants are logged", heads.size());
        }
        return heads.size();
    }
}
