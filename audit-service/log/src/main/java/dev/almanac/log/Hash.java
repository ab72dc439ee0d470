package dev.almanac.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 as RFC 6962 uses it: leaves and nodes are hashed with different first bytes, so one is never the other.
public final class Hash {

    public static final int LENGTH = 32;

    private static final MessageDigest FRESH = fresh();

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

    /// Plain SHA-256, for digests that are not part of the tree.
    public static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    /// The root of a tree without entries: `SHA-256("")`.
    public static byte[] emptyRoot() {
        return sha256().digest();
    }

    /// A copy of a fresh digest: looking one up by its name costs as much as a hash does.
    static MessageDigest sha256() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("The JDK's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
