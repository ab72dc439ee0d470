package dev.almanac.audit.append;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What waits for the sequencer, in the order of its coming. Many put, one takes.
final class SubmissionQueue {

    private static final int LONGEST = 20_000;

    private final BlockingQueue<Submission> queue = new LinkedBlockingQueue<>(LONGEST);
    private final AtomicInteger waiting = new AtomicInteger();

    /// @return false when it is full
    boolean offer(Submission submission) {
        waiting.addAndGet(submission.events().size());
        boolean taken = queue.offer(submission);
        if (!taken) {
            left(submission);
        }
        return taken;
    }

    /// How many events wait.
    int waiting() {
        return waiting.get();
    }

    /// Waits for the first submission, and takes what has come with it; not what nobody waits for any more.
    ///
    /// @param enough events after which no more is taken
    List<Submission> take(int enough) throws InterruptedException {
        List<Submission> taken = new ArrayList<>();
        int events = 0;
        Submission next = queue.take();
        while (next != null) {
            left(next);
            if (!next.done().isDone()) {
                taken.add(next);
                events += next.events().size();
            }
            next = events < enough ? queue.poll() : null;
        }
        return taken;
    }

    /// Takes everything.
    List<Submission> drain() {
        List<Submission> all = new ArrayList<>();
        queue.drainTo(all);
        all.forEach(this::left);
        return all;
    }

    /// While another process writes, what nobody waits for any more does not pile up here.
    void forgetAbandoned() {
        queue.removeIf(submission -> {
            boolean abandoned = submission.done().isDone();
            if (abandoned) {
                left(submission);
            }
            return abandoned;
        });
    }

    private void left(Submission submission) {
        waiting.addAndGet(-submission.events().size());
    }
}
