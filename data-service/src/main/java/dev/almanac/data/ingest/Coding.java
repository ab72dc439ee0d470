package dev.almanac.data.ingest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// How the bytes of a file are compressed.
public enum Coding {
    IDENTITY("text/csv", ".csv"),
    GZIP("application/gzip", ".csv.gz"),
    ZSTD("application/zstd", ".csv.zst");

    /// The largest window that a zstd file may ask for: 2^27 bytes is what its tool makes at most without asking.
    private static final int MOST_WINDOW_LOG = 27;

    private final String mediaType;
    private final String ending;

    Coding(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public String mediaType() {
        return mediaType;
    }

    public String ending() {
        return ending;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Coding ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// By the first four bytes.
    static Coding of(byte[] head) {
        if (head.length >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B) {
            return GZIP;
        }
        boolean zstd = head.length >= 4
                && head[0] == 0x28
                && head[1] == (byte) 0xB5
                && head[2] == 0x2F
                && head[3] == (byte) 0xFD;
        return zstd ? ZSTD : IDENTITY;
    }

    InputStream decoding(InputStream coded) throws IOException {
        return switch (this) {
            case IDENTITY -> coded;
            case GZIP -> new GZIPInputStream(coded, 1 << 16);
            case ZSTD -> new ZstdInputStream(new BufferedInputStream(coded, 1 << 16)).setLongMax(MOST_WINDOW_LOG);
        };
    }
}
