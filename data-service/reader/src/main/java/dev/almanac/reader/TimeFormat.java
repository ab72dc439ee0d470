package dev.almanac.reader;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ways in which files write times. Each reads a text to an instant, or says that it is not one of its own.
public enum TimeFormat {
    ISO_OFFSET("yyyy-MM-dd'T'HH:mm:ssXXX") {
        @Override
        Instant read(String text, ZoneId zone) {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        }
    },
    ISO_LOCAL("yyyy-MM-dd'T'HH:mm:ss") {
        @Override
        Instant read(String text, ZoneId zone) {
            return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
        }
    },
    ISO_DATE("yyyy-MM-dd") {
        @Override
        Instant read(String text, ZoneId zone) {
            return startOf(LocalDate.parse(text.replace('/', '-')), zone);
        }
    },
    ISO_MONTH("yyyy-MM") {
        @Override
        Instant read(String text, ZoneId zone) {
            return startOf(YearMonth.parse(text).atDay(1), zone);
        }
    },
    YEAR("yyyy") {
        @Override
        Instant read(String text, ZoneId zone) {
            int year = whole(text, 1600, 2200);
            return startOf(LocalDate.of(year, 1, 1), zone);
        }
    },
    DAY_FIRST("dd/MM/yyyy") {
        @Override
        Instant read(String text, ZoneId zone) {
            int[] parts = numbers(text);
            return startOf(LocalDate.of(parts[2], parts[1], parts[0]), zone);
        }
    },
    MONTH_FIRST("MM/dd/yyyy") {
        @Override
        Instant read(String text, ZoneId zone) {
            int[] parts = numbers(text);
            return startOf(LocalDate.of(parts[2], parts[0], parts[1]), zone);
        }
    };

    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})");

    private final String code;

    TimeFormat(String code) {
        this.code = code;
    }

    /// The pattern as the API shows it.
    public String code() {
        return code;
    }

    public static TimeFormat ofCode(String code) {
        for (TimeFormat format : values()) {
            if (format.code.equals(code)) {
                return format;
            }
        }
        throw new IllegalArgumentException("time_format '" + code + "' is not known");
    }

    /// @throws DateTimeException when the text is not of this format
    abstract Instant read(String text, ZoneId zone);

    boolean fits(String text) {
        try {
            read(text, ZoneId.of("UTC"));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Instant startOf(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }

    private static int whole(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new DateTimeException("Not a whole number: " + text, e);
        }
        throw new DateTimeException("Outside " + least + " to " + most + ": " + text);
    }

    private static int[] numbers(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("Not three numbers: " + text);
        }
        return new int[] {
            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))
        };
    }
}
