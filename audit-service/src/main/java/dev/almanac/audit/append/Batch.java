package dev.almanac.audit.append;

import dev.almanac.log.Hash;
import dev.almanac.log.RightEdge;
import dev.almanac.log.TenantChains.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The entries of one transaction while they are being arranged: which events are new, and their places.
final class Batch {

    final List<Row> rows = new ArrayList<>();
    final List<Appended> outcomes = new ArrayList<>();
    final Map<String, Head> heads = new HashMap<>();
    final RightEdge edge;
    final Instant recorded;
    final LogState.Before before;
    private final long firstSeq;
    private final LogState state;
    private final LeafWriter leaves;
    private final Map<LeafDraft.Key, Known> known;

    /// @param known what earlier entries have under the keys of these events
    Batch(LogState state, Instant recorded, LeafWriter leaves, Map<LeafDraft.Key, Known> known) {
        this.state = state;
        this.before = state.before();
        this.edge = state.edge().copy();
        this.firstSeq = edge.size();
        this.recorded = recorded;
        this.leaves = leaves;
        this.known = new HashMap<>(known);
    }

    /// Decides on one event; needs the head of its tenant in the state.
    void add(LeafDraft draft) {
        Known first = known.get(draft.key());
        if (first == null) {
            outcomes.add(new Appended.Logged(append(draft), false));
        } else if (first.digest().length == 0 || Arrays.equals(first.digest(), draft.digest())) {
            outcomes.add(new Appended.Logged(first.seq(), true));
        } else {
            LeafDraft conflict = leaves.draft(leaves.conflict(draft, first.seq()));
            if (!known.containsKey(conflict.key())) {
                append(conflict);
            }
            outcomes.add(new Appended.Conflict(first.seq()));
        }
    }

    long firstSeq() {
        return firstSeq;
    }

    private long append(LeafDraft draft) {
        Head head = heads.get(draft.tenant());
        if (head == null) {
            head = state.head(draft.tenant());
            before.heads().put(draft.tenant(), head);
        }
        byte[] leaf = draft.leaf(recorded, head.hash(), head.next());
        byte[] hash = Hash.leaf(leaf);
        long seq = edge.size();
        edge.append(hash);
        heads.put(draft.tenant(), new Head(head.next() + 1, HexFormat.of().formatHex(hash)));
        known.put(draft.key(), new Known(seq, draft.digest()));
        rows.add(new Row(seq, draft, head.next(), leaf));
        return seq;
    }

    /// An entry under a key.
    ///
    /// @param digest empty when the first version logged it, which kept another digest
    record Known(long seq, byte[] digest) {}

    record Row(long seq, LeafDraft draft, long tenantSeq, byte[] leaf) {}
}
