package dev.almanac.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The public key of a signed note, in the form of Go's `note` package: `name+keyid+base64(kind || key)`.
/// Source: C2SP signed-note; tlog-cosignature for keys of witnesses.
public record VerifierKey(Kind kind, String name, byte[] publicKey) {

    /// What a key signs.
    public enum Kind {
        /// The text of a note.
        NOTE(1),
        /// A checkpoint with the time of its cosigning, as witnesses do.
        COSIGNATURE(4);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }
    }

    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    public VerifierKey {
        requireName(name);
        if (publicKey.length != 32) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + publicKey.length);
        }
        publicKey = publicKey.clone();
    }

    /// From the JDK's key, whose encoding ends with the 32 raw bytes.
    public static VerifierKey of(Kind kind, String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        return new VerifierKey(kind, name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    /// @throws IllegalArgumentException when it is not a verifier key or its key id is wrong
    public static VerifierKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "A verifier key looks like name+keyid+base64, not '" + text.strip() + "'");
        }
        byte[] key = Base64Exact.decode(parts[2]).orElse(new byte[0]);
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> key.length == 33 && key[0] == known.code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Only Ed25519 verifier keys are known"));
        VerifierKey parsed = new VerifierKey(kind, parts[0], Arrays.copyOfRange(key, 1, 33));
        if (!HexFormat.of().formatHex(parsed.keyId()).equals(parts[1])) {
            throw new IllegalArgumentException("The key id does not belong to the key");
        }
        return parsed;
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    static void requireName(String name) {
        if (name.isEmpty() || name.contains("+") || name.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("Not a key name: '" + name + "'");
        }
    }

    /// The first four bytes of `SHA-256(name || LF || kind || key)`.
    public byte[] keyId() {
        MessageDigest digest = Hash.sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(kind.code);
        return Arrays.copyOf(digest.digest(publicKey), 4);
    }

    /// Whether `signature` (64 bytes) is this key's over the text.
    public boolean verifies(String text, byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        try {
            byte[] spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + 32);
            System.arraycopy(publicKey, 0, spki, SPKI_PREFIX.length, 32);
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        byte[] typed = new byte[33];
        typed[0] = kind.code;
        System.arraycopy(publicKey, 0, typed, 1, 32);
        return name + "+" + HexFormat.of().formatHex(keyId()) + "+" + Base64Exact.encode(typed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey(Kind o, String n, byte[] k)
                && kind == o
                && name.equals(n)
                && Arrays.equals(publicKey, k);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(publicKey);
    }
}
