package dev.almanac.reader;

import java.util.ArrayList;
import java.util.List;

/// One way in which a file writes times, such as `yyyy-MM-dd`, `dd.MM.yyyy HH:mm`, `MMM-yyyy`, `yyyy'Q'q`,
/// `YYYY-'W'ww`, `epoch_s`, `epoch_ms` or `excel`.
///
/// Letters: `yyyy` and `yy` year, `MM` month and `dd` day (one digit or two), `MMM` a month's name, `q` quarter,
/// `YYYY` and `ww` ISO year and week, `e` ISO day of the week, `HH:mm`, `HH:mm:ss`, `HH:mm:ss.SSS` time of day, `a` am
/// or pm, `X` offset from UTC; text stands in quotes. In the text that is read, the time of day may be left out at the
/// end (midnight), and seconds and fractions may come and go. Immutable, reads bytes of UTF-8. Over 250 lines: one
/// small grammar, its compiler and its reader.
final class TimePattern {

    static final long NONE = CivilDate.NONE;
    static final String EPOCH_SECONDS = "epoch_s";
    static final String EPOCH_MILLIS = "epoch_ms";
    static final String EXCEL = "excel";

    private static final int FIRST_YEAR = 1500;
    private static final int LAST_YEAR = 2500;
    private static final int CENTURY_PIVOT = 70;
    private static final long EXCEL_EPOCH_DAY = -25_569; // 1899-12-30: right for all serials after February 1900

    private final String code;
    private final int[] tokens;
    private final boolean iso;
    private final String clock;

    private TimePattern(String code, int[] tokens) {
        this.code = code;
        this.tokens = tokens;
        this.iso = code.startsWith("yyyy-MM-dd");
        this.clock = code.contains("HH") ? code.substring(code.indexOf("HH")).replaceAll("[X a]", "") : null;
    }

    /// What the tokens stand for; a literal is its own character, from 32 on.
    private static final int YEAR = 1;
    private static final int SHORT_YEAR = 2;
    private static final int MONTH = 3;
    private static final int DAY = 4;
    private static final int NAME = 5;
    private static final int QUARTER = 6;
    private static final int WEEK_YEAR = 7;
    private static final int WEEK = 8;
    private static final int WEEK_DAY = 9;
    private static final int CLOCK = 10;
    private static final int HALF = 11;
    private static final int OFFSET = 12;
    private static final int NUMBER = 13;
    private static final int TWO_DIGIT_MONTH = 14;
    private static final int TWO_DIGIT_DAY = 15;

    /// @throws IllegalArgumentException when the pattern is not understood
    static TimePattern of(String code) {
        if (code.equals(EPOCH_SECONDS) || code.equals(EPOCH_MILLIS) || code.equals(EXCEL)) {
            return new TimePattern(code, new int[] {NUMBER});
        }
        List<Integer> tokens = new ArrayList<>();
        int at = 0;
        while (at < code.length()) {
            at = compile(code, at, tokens);
        }
        if (!tokens.contains(YEAR) && !tokens.contains(SHORT_YEAR) && !tokens.contains(WEEK_YEAR)) {
            throw new IllegalArgumentException("The time format '" + code + "' has no year");
        }
        return new TimePattern(code, tokens.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int compile(String code, int at, List<Integer> tokens) {
        char letter = code.charAt(at);
        if (letter == '\'') {
            int end = code.indexOf('\'', at + 1);
            if (end < 0) {
                throw new IllegalArgumentException("The time format '" + code + "' has a quote that does not end");
            }
            code.substring(at + 1, end).chars().forEach(tokens::add);
            return end + 1;
        }
        if (!Character.isLetter(letter)) {
            tokens.add((int) letter);
            return at + 1;
        }
        int end = at;
        if (letter == 'H') {
            while (end < code.length() && "Hms:.S".indexOf(code.charAt(end)) >= 0) {
                end++;
            }
        } else {
            while (end < code.length() && code.charAt(end) == letter) {
                end++;
            }
        }
        tokens.add(token(code, code.substring(at, end)));
        return end;
    }

    private static int token(String code, String word) {
        return switch (word) {
            case "yyyy" -> YEAR;
            case "yy" -> SHORT_YEAR;
            case "M", "MM" -> code.contains("yyyyMM") ? TWO_DIGIT_MONTH : MONTH;
            case "d", "dd" -> code.contains("yyyyMM") ? TWO_DIGIT_DAY : DAY;
            case "MMM", "MMMM" -> NAME;
            case "q" -> QUARTER;
            case "YYYY" -> WEEK_YEAR;
            case "ww" -> WEEK;
            case "e" -> WEEK_DAY;
            case "HH", "H", "HH:mm", "HH:mm:ss", "HH:mm:ss.SSS" -> CLOCK;
            case "a" -> HALF;
            case "X", "XXX", "XX" -> OFFSET;
            default ->
                throw new IllegalArgumentException(
                        "The time format '%s' has '%s', which is not known; examples are ".formatted(code, word)
                                + "yyyy-MM-dd, dd.MM.yyyy HH:mm, MM/dd/yyyy, MMM-yyyy, yyyy'Q'q, YYYY-'W'ww, epoch_s, excel");
        };
    }

    String code() {
        return code;
    }

    /// The time of day as the pattern writes it, such as `HH:mm`; null when it has none.
    String clock() {
        return clock;
    }

    /// Whether the text says how far its clock is from UTC.
    boolean hasOffset() {
        return has(OFFSET) || code.startsWith("epoch");
    }

    /// Whether a day and a month are both numbers, so that they could be mistaken for each other.
    boolean hasDayAndMonth() {
        return has(DAY) && has(MONTH);
    }

    private boolean has(int token) {
        for (int each : tokens) {
            if (each == token) {
                return true;
            }
        }
        return false;
    }

    /// @return milliseconds since 1970: of UTC when the pattern [#hasOffset], else of the wall clock; [#NONE] when the
    /// text is not of this pattern
    long read(byte[] text, int from, int to) {
        if (iso && to - from == 10 && text[from + 4] == '-' && text[from + 7] == '-' && tokens.length == 5) {
            return isoDate(text, from);
        }
        if (tokens[0] == NUMBER) {
            return number(text, from, to);
        }
        return new Scan(text, from, to).read(tokens);
    }

    /// The offset from UTC that a text with one names, in seconds; [Integer#MIN_VALUE] when it has none.
    int offset(byte[] text, int from, int to) {
        Scan scan = new Scan(text, from, to);
        return tokens[0] != NUMBER && scan.read(tokens) != NONE ? scan.offset : Integer.MIN_VALUE;
    }

    private static long isoDate(byte[] text, int from) {
        int year = two(text, from) * 100 + two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            return NONE;
        }
        long epochDay = CivilDate.epochDay(year, month, day);
        return epochDay == NONE ? NONE : epochDay * CivilDate.DAY_MILLIS;
    }

    /// Negative beyond all use when one of the two is no digit.
    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return (tens | ones) < 0 || tens > 9 || ones > 9 ? -100_000 : tens * 10 + ones;
    }

    private long number(byte[] text, int from, int to) {
        int digits = 0;
        long whole = 0;
        int at = from;
        for (; at < to && text[at] >= '0' && text[at] <= '9' && digits < 15; at++, digits++) {
            whole = whole * 10 + text[at] - '0';
        }
        double fraction = 0;
        if (at < to && text[at] == '.' && digits > 0) {
            double unit = 0.1;
            for (at++; at < to && text[at] >= '0' && text[at] <= '9'; at++, unit /= 10) {
                fraction += unit * (text[at] - '0');
            }
        }
        if (at < to || digits == 0) {
            return NONE;
        }
        return switch (code) {
            case EPOCH_SECONDS -> digits >= 9 && digits <= 10 ? whole * 1000 + Math.round(fraction * 1000) : NONE;
            case EPOCH_MILLIS -> digits >= 12 && digits <= 13 ? whole : NONE;
            default -> excel(whole, fraction);
        };
    }

    private static long excel(long whole, double fraction) {
        if (whole < 10_000 || whole > 80_000) { // 1927 to 2119
            return NONE;
        }
        long seconds = Math.round(fraction * 86_400);
        return (whole + EXCEL_EPOCH_DAY) * CivilDate.DAY_MILLIS + seconds * 1000;
    }

    /// One text being read.
    private static final class Scan {
        private final byte[] text;
        private final int to;
        private int at;
        private int year = Integer.MIN_VALUE;
        private int month = 1;
        private int day = 1;
        private int quarter;
        private int week;
        private int weekDay = 1;
        private long clock;
        private int half = -1;
        private int offset = Integer.MIN_VALUE;

        Scan(byte[] text, int from, int to) {
            this.text = text;
            this.at = from;
            this.to = to;
        }

        long read(int[] tokens) {
            for (int i = 0; i < tokens.length; i++) {
                boolean clockFollows = i + 1 < tokens.length && tokens[i + 1] == CLOCK;
                if (at == to && clockFollows && month > 0 && !needsOffset(tokens)) {
                    break; // the time of day is left out: midnight
                }
                if (!take(tokens[i])) {
                    return NONE;
                }
            }
            return at == to ? millis() : NONE;
        }

        private static boolean needsOffset(int[] tokens) {
            return tokens[tokens.length - 1] == OFFSET;
        }

        private boolean take(int token) {
            return switch (token) {
                case YEAR, WEEK_YEAR -> (year = digits(4, 4)) >= FIRST_YEAR && year <= LAST_YEAR;
                case SHORT_YEAR -> shortYear();
                case MONTH -> (month = digits(1, 2)) >= 1 && month <= 12;
                case DAY -> (day = digits(1, 2)) >= 1 && day <= 31;
                case TWO_DIGIT_MONTH -> (month = digits(2, 2)) >= 1 && month <= 12;
                case TWO_DIGIT_DAY -> (day = digits(2, 2)) >= 1 && day <= 31;
                case NAME -> name();
                case QUARTER -> (quarter = digits(1, 1)) >= 1 && quarter <= 4;
                case WEEK -> (week = digits(1, 2)) >= 1;
                case WEEK_DAY -> (weekDay = digits(1, 1)) >= 1;
                case CLOCK -> clock();
                case HALF -> half();
                case OFFSET -> offset();
                default -> literal(token);
            };
        }

        private boolean literal(int token) {
            if (at < to && (text[at] & 0xDF) == (token & 0xDF) && Character.isLetter(token)) {
                at++;
                return true;
            }
            if (at < to && text[at] == token) {
                at++;
                while (token == ' ' && at < to && text[at] == ' ') {
                    at++;
                }
                return true;
            }
            return false;
        }

        private boolean shortYear() {
            int two = digits(2, 2);
            year = two < CENTURY_PIVOT ? 2000 + two : 1900 + two;
            return two >= 0;
        }

        private boolean name() {
            int start = at;
            while (at < to && (Character.isLetter(text[at]) || text[at] < 0)) {
                at++;
            }
            month = at - start < 3 ? 0 : MonthNames.month(text, start, at);
            if (at < to && text[at] == '.') {
                at++;
            }
            return month > 0;
        }

        private boolean clock() {
            int hour = digits(1, 2);
            if (hour < 0 || hour > 24) {
                return false;
            }
            clock = hour * 3_600_000L;
            if (!(skip(':') || skip('h'))) {
                return half < 0;
            }
            int minute = digits(2, 2);
            if (minute < 0 || minute > 59) {
                return false;
            }
            clock += minute * 60_000L;
            return (!skip(':') || seconds()) && clock <= CivilDate.DAY_MILLIS;
        }

        private boolean seconds() {
            int second = digits(2, 2);
            if (second < 0 || second > 59) {
                return false;
            }
            clock += second * 1000L;
            if (at < to && (text[at] == '.' || text[at] == ',')) {
                at++;
                int start = at;
                for (int unit = 100; at < to && text[at] >= '0' && text[at] <= '9'; at++, unit /= 10) {
                    clock += (long) unit * (text[at] - '0');
                }
                return at > start;
            }
            return true;
        }

        private boolean half() {
            skip(' ');
            if (at + 2 > to || (text[at + 1] & 0xDF) != 'M') {
                return false;
            }
            half = (text[at] & 0xDF) == 'A' ? 0 : (text[at] & 0xDF) == 'P' ? 1 : -1;
            at += 2;
            long hour = clock / 3_600_000L;
            if (half < 0 || hour < 1 || hour > 12) {
                return false;
            }
            clock += ((hour % 12) + 12L * half - hour) * 3_600_000L;
            return true;
        }

        private boolean offset() {
            skip(' ');
            if (at < to && (text[at] == 'Z' || text[at] == 'z')) {
                at++;
                offset = 0;
                return true;
            }
            if (at + 3 == to && (matches("UTC") || matches("GMT"))) {
                at += 3;
                offset = 0;
                return true;
            }
            if (at == to || (text[at] != '+' && text[at] != '-')) {
                return false;
            }
            int sign = text[at++] == '+' ? 1 : -1;
            int hours = digits(2, 2);
            skip(':');
            int minutes = at < to ? digits(2, 2) : 0;
            offset = sign * (hours * 3600 + minutes * 60);
            return hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60;
        }

        private boolean matches(String word) {
            for (int i = 0; i < word.length(); i++) {
                if (text[at + i] != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private boolean skip(char character) {
            boolean there = at < to && text[at] == character;
            at += there ? 1 : 0;
            return there;
        }

        /// @return -1 when there are not so many digits
        private int digits(int least, int most) {
            int number = 0;
            int count = 0;
            while (at < to && count < most && text[at] >= '0' && text[at] <= '9') {
                number = number * 10 + text[at++] - '0';
                count++;
            }
            return count < least ? -1 : number;
        }

        private long millis() {
            long epochDay = week > 0
                    ? CivilDate.ofWeek(year, week, weekDay)
                    : CivilDate.epochDay(year, quarter > 0 ? 3 * quarter - 2 : month, day);
            if (epochDay == NONE) {
                return NONE;
            }
            return epochDay * CivilDate.DAY_MILLIS + clock - (offset == Integer.MIN_VALUE ? 0 : offset * 1000L);
        }
    }
}
