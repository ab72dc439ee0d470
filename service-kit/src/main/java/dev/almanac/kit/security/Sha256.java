package dev.almanac.kit.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256, which every Java platform has.
public final class Sha256 {

    private Sha256() {}

    /// What is stored and compared of a secret that is long enough for a fast hash.
    ///
    /// @return 32 bytes, of the text's UTF-8
    public static byte[] of(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /// For what comes in pieces.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
