package dev.almanac.data.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.almanac.kit.security.RootKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRootKeyTest extends RootKeyProviderContract {

    @TempDir
    Path folder;

    @Override
    RootKeyProvider provider() throws IOException {
        return new EmbeddedRootKey(key(1, "rw-------"), Optional.empty());
    }

    @Override
    RootKeyProvider unreachable() {
        return null;
    }

    @Test
    void theKeyBeforeStillOpensWhileARotationLasts() throws IOException {
        byte[] wrapped = provider().wrap(new byte[32], "p");
        RootKeyProvider rotated = new EmbeddedRootKey(key(2, "rw-------"), Optional.of(key(1, "rw-------")));
        assertArrayEquals(new byte[32], rotated.unwrap(wrapped, "p"));
        assertNotEquals(provider().current(), rotated.current());
        byte[] again = rotated.wrap(new byte[32], "p");
        assertThrows(IllegalStateException.class, () -> provider().unwrap(again, "p"));
    }

    @Test
    void aFileThatOthersCanReadIsRefused() {
        assertThrows(IllegalStateException.class, () -> key(3, "rw-r--r--"));
    }

    private RootKey key(int seed, String permissions) throws IOException {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        Path file = folder.resolve("root-" + seed);
        Files.writeString(file, Base64.getEncoder().encodeToString(bytes));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return new RootKey(file.toString());
    }
}
