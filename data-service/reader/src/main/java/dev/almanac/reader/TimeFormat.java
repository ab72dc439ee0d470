package dev.almanac.reader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How the times of a column are written: one pattern, or several separated by `|` where a file mixes them.
public final class TimeFormat {

    static final long NONE = TimePattern.NONE;

    private final String code;
    private final TimePattern[] patterns;

    private TimeFormat(String code, TimePattern[] patterns) {
        this.code = code;
        this.patterns = patterns;
    }

    /// @param code such as `dd/MM/yyyy`, see the API's documentation of `time_format`
    /// @throws IllegalArgumentException when it is not understood
    public static TimeFormat ofCode(String code) {
        List<TimePattern> patterns = new ArrayList<>();
        for (String each : code.split("\\|")) {
            patterns.add(TimePattern.of(each));
        }
        if (patterns.stream().map(TimePattern::hasOffset).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "The time format '" + code + "' mixes times that name their offset with times that do not");
        }
        return new TimeFormat(code, patterns.toArray(new TimePattern[0]));
    }

    public String code() {
        return code;
    }

    /// How many patterns the column mixes.
    int patterns() {
        return patterns.length;
    }

    boolean hasOffset() {
        for (TimePattern pattern : patterns) {
            if (!pattern.hasOffset()) {
                return false;
            }
        }
        return true;
    }

    /// @return milliseconds since 1970, of UTC when the format [#hasOffset], else of the wall clock; [#NONE] when no
    /// pattern fits
    long read(byte[] text, int from, int to) {
        for (TimePattern pattern : patterns) {
            long time = pattern.read(text, from, to);
            if (time != NONE) {
                return time;
            }
        }
        return NONE;
    }

    long read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    boolean fits(String text) {
        return read(text) != NONE;
    }
}
