package dev.almanac.data.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/// Encrypts what belongs to one dataset version: whole objects as AES-256-GCM streams in segments of 1 MiB, series as
/// single blocks. The associated data name the place, so that an object that was moved or swapped does not open.
public final class Vault {

    private static final int KEY_BYTES = 32;
    private static final int SEGMENT_BYTES = 1 << 20;

    private final StreamingAead streams;
    private final Aead blocks;
    private final String place;

    /// @param key 32 bytes, this version's own
    /// @param place owner, dataset and version
    Vault(byte[] key, String place) {
        try {
            byte[] streamKey = Hkdf.computeHkdf("HMACSHA256", key, new byte[0], bytes("streams"), KEY_BYTES);
            byte[] blockKey = Hkdf.computeHkdf("HMACSHA256", key, new byte[0], bytes("blocks"), KEY_BYTES);
            this.streams = new AesGcmHkdfStreaming(streamKey, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
            this.blocks = new AesGcmJce(blockKey);
            this.place = place;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot use the key of " + place, e);
        }
    }

    static byte[] freshKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    public OutputStream encrypting(OutputStream target, String role) throws IOException {
        try {
            return streams.newEncryptingStream(target, associated(role));
        } catch (GeneralSecurityException e) {
            throw new IOException("Cannot encrypt " + place, e);
        }
    }

    /// The plain bytes of an encrypted object, at any place.
    public SeekableByteChannel decrypting(SeekableByteChannel source, String role) throws IOException {
        try {
            return streams.newSeekableDecryptingChannel(source, associated(role));
        } catch (GeneralSecurityException e) {
            throw new IOException("Cannot open " + place, e);
        }
    }

    public byte[] seal(byte[] block, String role) {
        try {
            return blocks.encrypt(block, associated(role));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot encrypt a block of " + place, e);
        }
    }

    /// @throws IOException when the block was altered, moved, or belongs to another key
    public byte[] open(byte[] sealed, String role) throws IOException {
        try {
            return blocks.decrypt(sealed, associated(role));
        } catch (GeneralSecurityException e) {
            throw new IOException("A block of " + place + " does not open", e);
        }
    }

    private byte[] associated(String role) {
        return bytes(place + "/" + role);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
