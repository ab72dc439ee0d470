package dev.almanac.auth.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Many callers at one moment.
public final class Races {

    public static final int CALLERS = 64;

    private Races() {}

    /// What each of 64 callers got.
    public static <T> List<T> run(Callable<T> call) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(CALLERS)) {
            return pool
                    .invokeAll(IntStream.range(0, CALLERS).mapToObj(i -> call).toList())
                    .stream()
                    .map(future -> future.resultNow())
                    .toList();
        }
    }
}
