package dev.almanac.data.keys;

/// Who holds the key that wraps the keys of owners. Blocks.
public interface RootKeyProvider {

    /// @param secret a key of 32 bytes
    /// @param purpose what is wrapped and for whom; the same is needed to open it
    /// @return what to store
    /// @throws dev.almanac.kit.problem.ProblemException when the provider does not answer, or refuses
    byte[] wrap(byte[] secret, String purpose);

    /// @throws dev.almanac.kit.problem.ProblemException when the provider does not answer
    /// @throws IllegalStateException when what was stored is not of this key or purpose, or was changed
    byte[] unwrap(byte[] wrapped, String purpose);

    /// Which of the provider's keys wraps now; what an older one wrapped still opens.
    String current();
}
