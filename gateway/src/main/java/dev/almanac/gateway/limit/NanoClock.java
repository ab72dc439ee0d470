package dev.almanac.gateway.limit;

/// Nanoseconds of a clock that never goes back, whatever the clock on the wall does.
interface NanoClock {

    long nanos();

    /// Since now: a positive number for hundreds of years.
    static NanoClock starting() {
        long start = System.nanoTime();
        return () -> System.nanoTime() - start;
    }
}
