package dev.almanac.log;

import java.util.Base64;
import java.util.Optional;

/// Standard base64 in its one canonical form: the last character of a text can hold unused bits, and a decoder that
/// ignores them lets a changed character pass.
public final class Base64Exact {

    private Base64Exact() {}

    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Empty when the text is not what [#encode] gives for the bytes.
    public static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// A hash of 32 bytes.
    ///
    /// @param what names it in the error
    /// @throws IllegalArgumentException when it is not that
    static byte[] hash(String text, String what) {
        return decode(text)
                .filter(bytes -> bytes.length == Hash.LENGTH)
                .orElseThrow(() -> new IllegalArgumentException(what + " is not a hash in base64"));
    }
}
