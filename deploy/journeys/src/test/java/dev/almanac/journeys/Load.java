package dev.almanac.journeys;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Callers who ask one thing after the other until they are told to end, and count what they get.
final class Load implements AutoCloseable {

    private final List<Thread> callers = new ArrayList<>();
    private final ConcurrentMap<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /// Asks for something once.
    interface Call {
        HttpResponse<String> ask() throws IOException, InterruptedException;
    }

    Load(int callers, Call call) {
        for (int i = 0; i < callers; i++) {
            this.callers.add(Thread.ofVirtual().start(() -> run(call)));
        }
    }

    /// Waits until so many more answers have come.
    void awaitMore(long count) throws Exception {
        long before = total();
        Await.until(count + " more answers", 60, () -> total() >= before + count);
    }

    long total() {
        return answers.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /// Ends the callers.
    ///
    /// @return answers that are not as they should be, with their numbers
    Map<String, Long> endAndCount(Predicate<String> sound) {
        close();
        Map<String, Long> others = new ConcurrentHashMap<>();
        answers.forEach((answer, count) -> {
            if (!sound.test(answer)) {
                others.put(answer, count.get());
            }
        });
        return others;
    }

    @Override
    public void close() {
        ended = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(Call call) {
        while (!ended) {
            String answer;
            try {
                answer = Integer.toString(call.ask().statusCode());
            } catch (IOException e) {
                answer = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            answers.computeIfAbsent(answer, ignored -> new AtomicLong()).incrementAndGet();
        }
    }
}
