package dev.almanac.data.keys;

/// Vaults with a key that every test knows.
public final class TestVaults {

    private static final byte[] KEY = new byte[32];

    private TestVaults() {}

    public static Vault of(String place) {
        return new Vault(KEY, place);
    }
}
