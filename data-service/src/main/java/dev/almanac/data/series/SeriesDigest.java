package dev.almanac.data.series;

import dev.almanac.kit.security.Sha256;
import dev.almanac.reader.SeriesTaker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/// The sealed `series_sha256`: SHA-256 over lines of series id, tab, time in RFC 3339 UTC, tab, value as
/// `Double.toString`, line feed. Times of whole seconds since 1970 and short decimals, which most are, are written
/// without making strings; a test holds them against the library's.
public final class SeriesDigest implements SeriesTaker {

    private static final int BUFFER = 1 << 16;
    private static final long DAY = 86_400_000L;
    private static final long FIRST_PLAIN = 0;
    private static final long LAST_PLAIN = 253_402_300_800_000L; // the year 10000
    private static final int MOST_PLACES = 6;
    private static final double[] TENS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private final MessageDigest sha256 = Sha256.digest();
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] number = new byte[32];
    private int filled;
    private byte[] name;

    @Override
    public void begin(byte[] seriesName) {
        name = seriesName;
    }

    @Override
    public void take(long time, double value) {
        if (filled + name.length + 80 > buffer.length) {
            flush();
        }
        if (name.length + 80 > buffer.length) {
            sha256.update(name);
        } else {
            put(name, name.length);
        }
        buffer[filled++] = '\t';
        putTime(time);
        buffer[filled++] = '\t';
        putValue(value);
        buffer[filled++] = '\n';
    }

    @Override
    public void end() {}

    /// In hexadecimal.
    public String finish() {
        flush();
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void flush() {
        sha256.update(buffer, 0, filled);
        filled = 0;
    }

    private void put(byte[] bytes, int length) {
        System.arraycopy(bytes, 0, buffer, filled, length);
        filled += length;
    }

    private void put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        put(bytes, bytes.length);
    }

    private void putTime(long time) {
        long clock = Math.floorMod(time, DAY);
        if (clock % 1000 != 0 || time < FIRST_PLAIN || time >= LAST_PLAIN) {
            put(Instant.ofEpochMilli(time).toString());
            return;
        }
        date(time / DAY);
        buffer[filled++] = 'T';
        two(clock / 3_600_000);
        buffer[filled++] = ':';
        two(clock / 60_000 % 60);
        buffer[filled++] = ':';
        two(clock / 1_000 % 60);
        buffer[filled++] = 'Z';
    }

    /// Hinnant's `civil_from_days` (2013), for days from 1970 on.
    private void date(long epochDay) {
        long shifted = epochDay + 719_468;
        long era = shifted / 146_097;
        long dayOfEra = shifted % 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long month = (5 * dayOfYear + 2) / 153;
        long year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
        two(year / 100);
        two(year % 100);
        buffer[filled++] = '-';
        two(month < 10 ? month + 3 : month - 9);
        buffer[filled++] = '-';
        two(dayOfYear - (153 * month + 2) / 5 + 1);
    }

    private void two(long number) {
        buffer[filled++] = (byte) ('0' + number / 10);
        buffer[filled++] = (byte) ('0' + number % 10);
    }

    private void putValue(double value) {
        double size = Math.abs(value);
        if (size >= 1e-3 && size < 1e7) {
            for (int places = 0; places <= MOST_PLACES; places++) {
                double scaled = Math.rint(size * TENS[places]);
                if (scaled / TENS[places] == size && scaled < 1e15) {
                    decimal(value < 0, (long) scaled, places);
                    return;
                }
            }
        }
        put(Double.toString(value));
    }

    /// From the right, since a division by a constant is a multiplication.
    private void decimal(boolean negative, long digits, int places) {
        int at = number.length;
        long rest = digits;
        if (places == 0) {
            number[--at] = '0';
        }
        for (int i = 0; i < places; i++, rest /= 10) {
            number[--at] = (byte) ('0' + rest % 10);
        }
        number[--at] = '.';
        do {
            number[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (negative) {
            number[--at] = '-';
        }
        System.arraycopy(number, at, buffer, filled, number.length - at);
        filled += number.length - at;
    }
}
