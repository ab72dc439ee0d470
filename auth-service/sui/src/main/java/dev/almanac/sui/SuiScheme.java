package dev.almanac.sui;

/// The ways to sign, by the flag byte that starts a signature and an address.
public enum SuiScheme {
    ED25519(0x00, 64, 32),
    SECP256K1(0x01, 64, 33),
    SECP256R1(0x02, 64, 33),
    MULTISIG(0x03, -1, -1),
    ZKLOGIN(0x05, -1, -1),
    PASSKEY(0x06, -1, 33);

    private final int flag;
    private final int signatureBytes;
    private final int keyBytes;

    SuiScheme(int flag, int signatureBytes, int keyBytes) {
        this.flag = flag;
        this.signatureBytes = signatureBytes;
        this.keyBytes = keyBytes;
    }

    byte flag() {
        return (byte) flag;
    }

    /// -1 where the length varies.
    int signatureBytes() {
        return signatureBytes;
    }

    /// -1 where the length varies.
    int keyBytes() {
        return keyBytes;
    }

    static SuiScheme ofFlag(byte flag) throws RefusedException {
        for (SuiScheme scheme : values()) {
            if (scheme.flag() == flag) {
                return scheme;
            }
        }
        throw RefusedException.malformed("unknown scheme flag 0x%02x".formatted(flag));
    }
}
