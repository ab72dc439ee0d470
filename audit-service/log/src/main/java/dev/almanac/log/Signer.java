package dev.almanac.log;

/// Holds a secret Ed25519 key and signs with it.
@FunctionalInterface
public interface Signer {

    /// @return 64 bytes
    byte[] sign(byte[] message);
}
