package dev.almanac.forecast.job;

import dev.almanac.forecast.job.TaskQueue.Kept;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Keeps a task's lease while its worker is at something that writes nothing for long.
final class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    private final Thread thread;

    Heartbeat(TaskQueue queue, Task task, Duration lease) {
        this.thread = Thread.ofVirtual().name("heartbeat").start(() -> beat(queue, task, lease.dividedBy(3)));
    }

    private static void beat(TaskQueue queue, Task task, Duration pause) {
        try {
            boolean ours = true;
            while (ours) {
                Thread.sleep(pause);
                ours = !(queue.keep(task, List.of(), task.next()) instanceof Kept.Lost);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf("Job %s may lose its lease: %s", task.job().id(), e.getMessage());
        }
    }

    void stop() {
        thread.interrupt();
    }
}
