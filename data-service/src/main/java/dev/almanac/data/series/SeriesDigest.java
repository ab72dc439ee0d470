package dev.almanac.data.series;

import dev.almanac.reader.SeriesTaker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// The sealed `series_sha256`: SHA-256 over lines of series id, tab, time in RFC 3339 UTC, tab, value as
/// `Double.toString`, line feed. Times at midnight and short decimals, which most are, are written without making
/// strings; a test holds them against the library's.
public final class SeriesDigest implements SeriesTaker {

    private static final int BUFFER = 1 << 16;
    private static final long DAY = 86_400_000L;
    private static final int MOST_PLACES = 6;
    private static final double[] TENS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private final MessageDigest sha256;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private byte[] name;
    private long dayKnown = Long.MIN_VALUE;
    private final byte[] day = new byte[10];

    public SeriesDigest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

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
        String text = null;
        if (time - clock != dayKnown || clock % 1000 != 0) {
            text = Instant.ofEpochMilli(time).toString();
        }
        if (text != null && (clock % 1000 != 0 || text.length() != 20)) {
            put(text);
            return;
        }
        if (text != null) {
            System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, day, 0, 10);
            dayKnown = time - clock;
        }
        put(day, 10);
        buffer[filled++] = 'T';
        two(clock / 3_600_000);
        buffer[filled++] = ':';
        two(clock / 60_000 % 60);
        buffer[filled++] = ':';
        two(clock / 1_000 % 60);
        buffer[filled++] = 'Z';
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

    private void decimal(boolean negative, long digits, int places) {
        if (negative) {
            buffer[filled++] = '-';
        }
        long ten = (long) TENS[places];
        int start = filled;
        long whole = digits / ten;
        do {
            buffer[filled++] = (byte) ('0' + whole % 10);
            whole /= 10;
        } while (whole > 0);
        for (int a = start, b = filled - 1; a < b; a++, b--) {
            byte swap = buffer[a];
            buffer[a] = buffer[b];
            buffer[b] = swap;
        }
        buffer[filled++] = '.';
        if (places == 0) {
            buffer[filled++] = '0';
        }
        for (long unit = ten / 10; unit > 0; unit /= 10) {
            buffer[filled++] = (byte) ('0' + digits / unit % 10);
        }
    }
}
