package dev.almanac.forecast.job;

import dev.almanac.forecast.series.Mistakes;

/// The key under which a creating call is done once.
public final class IdempotencyKey {

    private static final int LONGEST = 200;

    private IdempotencyKey() {}

    /// @param key as the client sent it, null for none
    /// @param call so that the same key means something else elsewhere
    /// @return null for none
    public static String of(String call, String key) {
        if (key != null && (key.isBlank() || key.length() > LONGEST)) {
            throw Mistakes.one("Idempotency-Key", "out-of-range", "takes 1 to " + LONGEST + " characters");
        }
        return key == null ? null : call + "/" + key;
    }
}
