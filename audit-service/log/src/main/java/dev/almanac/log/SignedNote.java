package dev.almanac.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// A text with signature lines under it. Source: C2SP signed-note.
public final class SignedNote {

    private static final String DASH = "\u2014 ";

    private SignedNote() {}

    /// Signs a text that ends with a line feed.
    public static String sign(String text, VerifierKey key, PrivateKey secret) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(secret);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] signature = ed25519.sign();
            byte[] line = Arrays.copyOf(key.keyId(), 4 + signature.length);
            System.arraycopy(signature, 0, line, 4, signature.length);
            return text + "\n" + DASH + key.name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign with this key", e);
        }
    }

    /// The signed text, when the note carries a good signature of the key; signatures of others are ignored.
    public static Optional<String> open(String note, VerifierKey key) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            return Optional.empty();
        }
        String text = note.substring(0, end + 1);
        boolean signed = note.substring(end + 2)
                .lines()
                .filter(line -> line.startsWith(DASH + key.name() + " "))
                .map(line -> line.substring(DASH.length() + key.name().length() + 1))
                .anyMatch(signature -> isSignatureOf(text, signature, key));
        return signed ? Optional.of(text) : Optional.empty();
    }

    private static boolean isSignatureOf(String text, String base64, VerifierKey key) {
        byte[] line;
        try {
            line = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return line.length == 68
                && Base64.getEncoder().encodeToString(line).equals(base64) // unused bits in the last character are zero
                && Arrays.equals(line, 0, 4, key.keyId(), 0, 4)
                && key.verifies(text, Arrays.copyOfRange(line, 4, 68));
    }
}
