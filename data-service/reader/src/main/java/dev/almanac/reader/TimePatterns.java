package dev.almanac.reader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every pattern that inference tries, the stricter ones first.
final class TimePatterns {

    private static final String[] SEPARATORS = {"-", "/", ".", " "};
    private static final String[] DAYS = {
        "yyyy~MM~dd",
        "dd~MM~yyyy",
        "MM~dd~yyyy",
        "dd~MM~yy",
        "MM~dd~yy",
        "yy~MM~dd",
        "dd~MMM~yyyy",
        "dd~MMM~yy",
        "MMM~dd~yyyy",
        "yyyy~MMM~dd"
    };
    private static final String[] LONGER = {"yyyy~MM", "MM~yyyy", "MMM~yyyy", "MMM~yy", "yyyy~MMM"};
    private static final String[] OTHER_DAYS = {"yyyyMMdd", "MMM dd, yyyy", "dd. MMM yyyy"};
    private static final String[] OTHERS = {
        "yyyy'Q'q",
        "yyyy-'Q'q",
        "yyyy 'Q'q",
        "'Q'q yyyy",
        "'Q'q-yyyy",
        "'Q'q/yyyy",
        "YYYY-'W'ww",
        "YYYY'W'ww",
        "YYYY 'W'ww",
        "YYYY-'W'ww-e",
        "'W'ww-YYYY",
        "'W'ww YYYY",
        "yyyy'M'MM",
        "yyyyMM",
        "yyyy",
        TimePattern.EPOCH_SECONDS,
        TimePattern.EPOCH_MILLIS,
        TimePattern.EXCEL
    };
    private static final String[] CLOCKS = {"HH:mm", "HH:mm:ss", "HH:mm:ss.SSS"};
    private static final String[] CLOCK_ENDS = {"", "X", " a"};
    private static final int LONGEST = 48;
    private static final Pattern CLOCK = Pattern.compile("[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?");
    private static final List<TimePattern> ALL = all();

    private TimePatterns() {}

    /// The patterns that a text fits, of which those that say the same of it are only the first.
    static List<TimePattern> fitting(String text) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String clock = clock(text);
        Set<Long> readings = new LinkedHashSet<>();
        List<TimePattern> fitting = new ArrayList<>();
        for (TimePattern pattern : ALL) {
            long time = pattern.read(bytes, 0, bytes.length);
            if (time != TimePattern.NONE && shows(pattern, clock)) {
                boolean twin = !readings.add(time) && !pattern.hasDayAndMonth();
                if (!twin) {
                    fitting.add(pattern);
                }
            }
        }
        return fitting;
    }

    /// Patterns with a time of day are lenient; of those that fit, the one that shows as much as the text is wanted.
    private static boolean shows(TimePattern pattern, String clock) {
        return pattern.clock() == null || pattern.clock().equals(clock);
    }

    /// How the text's time of day is written; null when it has none.
    private static String clock(String text) {
        Matcher matcher = CLOCK.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        return matcher.group(2) != null ? CLOCKS[2] : matcher.group(1) != null ? CLOCKS[1] : CLOCKS[0];
    }

    private static List<TimePattern> all() {
        Set<String> codes = new LinkedHashSet<>();
        for (String separator : SEPARATORS) {
            for (String day : DAYS) {
                withClocks(codes, day.replace("~", separator));
            }
        }
        for (String day : OTHER_DAYS) {
            withClocks(codes, day);
        }
        for (String separator : SEPARATORS) {
            for (String code : LONGER) {
                codes.add(code.replace("~", separator));
            }
        }
        codes.addAll(List.of(OTHERS));
        return codes.stream().map(TimePattern::of).toList();
    }

    private static void withClocks(Set<String> codes, String day) {
        codes.add(day);
        for (String between : new String[] {" ", "'T'"}) {
            for (String clock : CLOCKS) {
                for (String end : CLOCK_ENDS) {
                    codes.add(day + between + clock + end);
                }
            }
        }
    }
}
