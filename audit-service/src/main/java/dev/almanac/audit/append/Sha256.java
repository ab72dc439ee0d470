package dev.almanac.audit.append;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Plain SHA-256, for digests that are not part of the tree.
final class Sha256 {

    private Sha256() {}

    static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
