package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.audit.keys.LogConfig;
import dev.almanac.kit.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Takes values from beside the log and logs which entries have lost them, both or neither.
@ApplicationScoped
public class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);

    private final Sequencer sequencer;
    private final LeafWriter leaves;
    private final LogConfig config;

    Erasures(Sequencer sequencer, LeafWriter leaves, LogConfig config) {
        this.sequencer = sequencer;
        this.leaves = leaves;
        this.config = config;
    }

    /// Blocks until it is durable.
    ///
    /// @param tenant pseudonym of whose entries these are; their history tells of it, and of no other history
    /// @param entries at most 4,000, in order
    /// @return false when the log cannot commit now
    public boolean erase(String tenant, List<Long> entries) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        entries.forEach(data.putArray("entries")::add);
        IncomingEvent event = new IncomingEvent(
                Sequencer.OWN_SOURCE,
                Ids.next().toString(),
                "audit.erasure",
                "audit",
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                tenant,
                null,
                null,
                data,
                Map.of());
        try {
            sequencer
                    .append(List.of(leaves.draft(event, tenant, entries)))
                    .get(config.appendLimit().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("An erasure waits: %s", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
