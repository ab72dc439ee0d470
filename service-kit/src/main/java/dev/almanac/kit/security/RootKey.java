package dev.almanac.kit.security;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The service's key-encryption key (AES-256-GCM), from a file that only its owner may read. It wraps other keys and
/// small secrets; data never meet it. The associated data name what is wrapped, so a moved secret does not open.
@ApplicationScoped
public class RootKey {

    private final byte[] key;
    private final Aead aead;

    /// @param file holds 32 bytes in base64; start-up fails when others may read it
    public RootKey(@ConfigProperty(name = "almanac.root-key-file") String file) {
        this.key = read(Path.of(file));
        this.aead = aead(key);
    }

    /// @param purpose what is wrapped and for whom, such as `signing-key:<kid>`
    public byte[] wrap(byte[] secret, String purpose) {
        try {
            return aead.encrypt(secret, purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot wrap " + purpose, e);
        }
    }

    /// @throws IllegalStateException when it was wrapped under another key or for another purpose, or was changed
    public byte[] unwrap(byte[] wrapped, String purpose) {
        try {
            return aead.decrypt(wrapped, purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot open " + purpose + ": wrong root key or altered row", e);
        }
    }

    /// A key of its own for one purpose, always the same under this root key (HKDF-SHA-256).
    public byte[] derive(String purpose) {
        try {
            return Hkdf.computeHkdf("HMACSHA256", key, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), 32);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot derive a key for " + purpose, e);
        }
    }

    /// Tells this key from others and reveals nothing of it.
    public String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint"), 0, 8);
    }

    private static Aead aead(byte[] key) {
        try {
            return new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot use the root key", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            requirePrivate(file);
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length != 32) {
                throw new IllegalStateException("The root key in " + file + " must be 32 bytes, is " + key.length);
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the root key " + file, e);
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.GROUP_READ)) {
            throw new IllegalStateException("Others can read the root key " + file + ": chmod 600 it");
        }
    }
}
