package dev.almanac.auth.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Spellings that several forms share.
final class Forms {

    private Forms() {}

    static Optional<byte[]> hex(String text) {
        try {
            return Optional.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Base64 with or without padding; passlib's `.` for `+` too.
    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.replace('.', '+')));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static boolean isWithin(long value, long least, long most) {
        return value >= least && value <= most;
    }

    /// Whether as many of that size as there are cores leave half of the heap to others.
    static boolean fits(long bytes) {
        Runtime machine = Runtime.getRuntime();
        return bytes * machine.availableProcessors() <= machine.maxMemory() / 2;
    }

    static boolean same(byte[] expected, byte[] actual) {
        return expected.length > 0 && MessageDigest.isEqual(expected, actual);
    }
}
