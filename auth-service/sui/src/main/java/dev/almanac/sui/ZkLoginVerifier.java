package dev.almanac.sui;

/// Verifies zkLogin signatures, which needs the current state of the chain and so a node. There is none by default.
@FunctionalInterface
public interface ZkLoginVerifier {

    /// @param address the claimed signer
    /// @param digest 32 bytes, what was signed
    /// @param signature as the wallet gave it, starting with flag 05
    boolean holds(String address, byte[] digest, byte[] signature);
}
