package dev.almanac.forecast.tick;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Keeps a lease while its owner is at something that writes nothing for long. Whoever dies beats no more, so that a
/// lease can be short however long the work is.
public final class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    private final Thread thread;

    /// @param beat takes another lease; false when it was lost
    public Heartbeat(String name, Duration lease, BooleanSupplier beat) {
        this.thread = Thread.ofVirtual().name("heartbeat").start(() -> beat(name, lease.dividedBy(3), beat));
    }

    private static void beat(String name, Duration pause, BooleanSupplier beat) {
        boolean ours = true;
        while (ours) {
            try {
                Thread.sleep(pause);
                ours = beat.getAsBoolean();
            } catch (InterruptedException over) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf("The lease of %s was not taken anew: %s", name, e.getMessage());
            }
        }
    }

    public void stop() {
        thread.interrupt();
    }
}
