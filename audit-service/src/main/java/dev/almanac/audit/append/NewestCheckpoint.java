package dev.almanac.audit.append;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/// Tells whoever follows the log that it has grown. A follower that is slow skips to the newest.
@ApplicationScoped
public class NewestCheckpoint {

    private String note;
    private long version;

    synchronized void set(String newest) {
        note = newest;
        version++;
        notifyAll();
    }

    /// What this process wrote or took over last; null while it has not.
    public synchronized String note() {
        return note;
    }

    /// Waits until there is a newer one than `known`, or for a while.
    ///
    /// @return the version now
    public synchronized long await(long known, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (version == known && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        return version;
    }
}
