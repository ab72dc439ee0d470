package dev.almanac.engine;

/// What the engine may ask its caller while it works. The answers never change a forecast.
public interface Watch {

    /// Nobody cancels and nobody counts.
    Watch NONE = () -> false;

    /// Whether to stop; asked between fits and often within those that search. Cheap, and the same for all threads.
    boolean cancelled();

    /// The processor time that this thread has used, for the leaderboard; 0 where nobody counts.
    default long cpuNanos() {
        return 0;
    }
}
