package dev.almanac.audit.append;

import dev.almanac.log.RightEdge;
import java.time.Instant;

/// What the writer knows about the log between two batches. Belongs to the sequencer's thread.
final class LogState {

    final long epoch;
    RightEdge edge;
    Instant recorded;
    String checkpoint;

    LogState(long epoch, RightEdge edge, Instant recorded, String checkpoint) {
        this.epoch = epoch;
        this.edge = edge;
        this.recorded = recorded;
        this.checkpoint = checkpoint;
    }
}
