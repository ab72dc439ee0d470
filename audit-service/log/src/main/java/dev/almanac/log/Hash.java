package dev.almanac.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 as RFC 6962 uses it: leaves and nodes are hashed with different first bytes, so one is never the other.
public final class Hash {

    public static final int LENGTH = 32;

    private Hash() {}

    /// `SHA-256(0x00 || entry)`
    public static byte[] leaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return digest.digest(entry);
    }

    /// `SHA-256(0x01 || left || right)`
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    /// The root of a tree without entries: `SHA-256("")`.
    public static byte[] emptyRoot() {
        return sha256().digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
