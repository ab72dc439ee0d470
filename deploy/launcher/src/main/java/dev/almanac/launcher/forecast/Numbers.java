package dev.almanac.launcher.forecast;

import java.time.Instant;
import java.util.Locale;

/// Numbers as people read them.
final class Numbers {

    private Numbers() {}

    /// The day alone where the time is midnight.
    static String shown(Instant time) {
        String text = time.toString();
        return text.endsWith("T00:00:00Z") ? text.substring(0, text.indexOf('T')) : text;
    }

    /// With as many digits as the size of the series calls for.
    static String shown(double value) {
        double size = Math.abs(value);
        if (size >= 1e12 || size > 0 && size < 1e-4) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
