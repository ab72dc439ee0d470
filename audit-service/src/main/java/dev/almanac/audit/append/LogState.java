package dev.almanac.audit.append;

import dev.almanac.log.RightEdge;
import dev.almanac.log.TenantChains.Head;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What the one writer knows about the log between two batches; true while its epoch is. Belongs to the sequencer's
/// thread.
final class LogState {

    private static final int MOST_HEADS = 50_000;
    private static final Head NONE = new Head(0, "");

    private final long epoch;
    private final Map<String, Head> heads = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Head> eldest) {
            return size() > MOST_HEADS;
        }
    };
    private RightEdge edge;
    private Instant recorded;
    private String checkpoint;

    LogState(long epoch, RightEdge edge, Instant recorded, String checkpoint) {
        this.epoch = epoch;
        this.edge = edge;
        this.recorded = recorded;
        this.checkpoint = checkpoint;
    }

    long epoch() {
        return epoch;
    }

    RightEdge edge() {
        return edge;
    }

    Instant recorded() {
        return recorded;
    }

    String checkpoint() {
        return checkpoint;
    }

    boolean knows(String tenant) {
        return heads.get(tenant) != null; // also makes it the last that is forgotten
    }

    /// Where the tenant's history stands.
    ///
    /// @throws IllegalStateException when that was not learned: to begin a history anew would break it for ever
    Head head(String tenant) {
        Head head = heads.get(tenant);
        if (head == null) {
            throw new IllegalStateException("The head of a tenant is not known");
        }
        return head;
    }

    /// @param wanted tenants that were looked for; those without a head have no entry yet
    void learn(Set<String> wanted, Map<String, Head> found) {
        wanted.forEach(tenant -> heads.put(tenant, found.getOrDefault(tenant, NONE)));
    }

    Before before() {
        return new Before(edge, recorded, checkpoint, new HashMap<>());
    }

    /// Goes on to where a batch leads.
    void advance(Batch batch, String note) {
        heads.putAll(batch.heads);
        edge = batch.edge;
        recorded = batch.recorded;
        checkpoint = note;
    }

    /// Goes back to where it was before a batch; the newest batch first.
    void retreat(Batch batch) {
        heads.putAll(batch.before.heads());
        edge = batch.before.edge();
        recorded = batch.before.recorded();
        checkpoint = batch.before.checkpoint();
    }

    /// What a batch began with.
    ///
    /// @param heads of the tenants that the batch has entries of
    record Before(RightEdge edge, Instant recorded, String checkpoint, Map<String, Head> heads) {}
}
