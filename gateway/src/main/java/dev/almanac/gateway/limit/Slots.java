package dev.almanac.gateway.limit;

/// A 64-bit name for a limit and a key. Keyed by a secret, so that nobody can choose a key that shares its place with
/// another's. Two of a million callers share one with a probability of 3e-8.
///
/// The mixing is that of wyhash (Wang Yi, public domain): the two halves of a 128-bit product, one folded on the other.
record Slots(long secret) {

    private static final long PRIME = 0xa0761d6478bd642fL;
    private static final long OTHER_PRIME = 0xe7037ed1a0b428dbL;

    /// @return never 0, which means an empty place
    long of(String limit, String key) {
        long hash = mixed(mixed(secret, limit) ^ OTHER_PRIME, key);
        return hash == 0 ? PRIME : hash;
    }

    private static long mixed(long start, String text) {
        long hash = start;
        int at = 0;
        for (; at + 4 <= text.length(); at += 4) {
            long four = (long) text.charAt(at) << 48
                    | (long) text.charAt(at + 1) << 32
                    | (long) text.charAt(at + 2) << 16
                    | text.charAt(at + 3);
            hash = folded(hash ^ four, PRIME);
        }
        for (; at < text.length(); at++) {
            hash = folded(hash ^ text.charAt(at), PRIME);
        }
        return folded(hash ^ text.length(), OTHER_PRIME);
    }

    private static long folded(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b) ^ (a * b) ^ b;
    }
}
