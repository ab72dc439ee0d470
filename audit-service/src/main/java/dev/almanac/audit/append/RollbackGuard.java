package dev.almanac.audit.append;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.SignedNote;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/// Compares the log with every checkpoint of it that is kept elsewhere: in the side file, by producers, by witnesses.
/// Once one of them is ahead of the log or beside it, the log was restored from an old backup or rewritten: nothing is
/// written from then on, and a restart finds the same again.
@ApplicationScoped
public class RollbackGuard {

    private static final Logger LOG = Logger.getLogger(RollbackGuard.class);

    private final LogReader log;
    private final LogKeys keys;
    private final AtomicReference<String> alarm = new AtomicReference<>();
    private volatile Checkpoint agreed;

    RollbackGuard(LogReader log, LogKeys keys, MeterRegistry metrics) {
        this.log = log;
        this.keys = keys;
        metrics.gauge("audit_rollback_alarm", alarm, set -> set.get() == null ? 0 : 1);
    }

    /// Why nothing may be written; empty when all is well.
    public Optional<String> alarm() {
        return Optional.ofNullable(alarm.get());
    }

    /// @throws LogRolledBackException when an alarm was raised
    void requireNone() {
        alarm().ifPresent(reason -> {
            throw new LogRolledBackException(reason);
        });
    }

    /// Compares with a checkpoint that somebody kept. One that this log never signed is not evidence and ignored.
    /// Blocks when it is not one that was compared a moment ago.
    ///
    /// @param keeper who, as the alarm tells it
    public void check(String note, String keeper) {
        Optional<Checkpoint> kept = SignedNote.open(note, keys.verifier())
                .map(Checkpoint::parse)
                .filter(checkpoint -> checkpoint.origin().equals(keys.origin()));
        if (kept.isEmpty()) {
            LOG.warnf("The checkpoint of %s is not one of this log", keeper);
            return;
        }
        if (kept.get().equals(agreed) || kept.get().size() == 0) {
            return;
        }
        long size = log.size();
        if (kept.get().size() > size) {
            raise("The log has %d entries, but %s has seen it with %d"
                    .formatted(size, keeper, kept.get().size()));
        } else if (!log.hadRoot(kept.get())) {
            raise("The first %d entries are not those that %s has seen"
                    .formatted(kept.get().size(), keeper));
        } else {
            agreed = kept.get();
        }
    }

    /// Raises the alarm for good.
    public void raise(String reason) {
        if (alarm.compareAndSet(null, reason)) {
            LOG.errorf("ALARM: %s. Nothing is written until a newer backup is restored", reason);
        }
    }
}
