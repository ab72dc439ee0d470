package dev.almanac.data.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.almanac.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What every provider of the root key does.
abstract class RootKeyProviderContract {

    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    abstract RootKeyProvider provider() throws Exception;

    /// The same kind of provider where nothing listens; null for one that is always there.
    abstract RootKeyProvider unreachable() throws Exception;

    @Test
    void whatItWrappedOpensForItsPurposeOnly() throws Exception {
        RootKeyProvider provider = provider();
        byte[] wrapped = provider.wrap(SECRET, "owner-key:a");
        assertFalse(contains(wrapped, SECRET));
        assertArrayEquals(SECRET, provider.unwrap(wrapped, "owner-key:a"));
        assertThrows(IllegalStateException.class, () -> provider.unwrap(wrapped, "owner-key:b"));
        assertFalse(Arrays.equals(wrapped, provider.wrap(SECRET, "owner-key:a")));
    }

    @Test
    void whatWasChangedDoesNotOpen() throws Exception {
        byte[] wrapped = provider().wrap(SECRET, "owner-key:a");
        byte[] bad = wrapped.clone();
        bad[bad.length - 3] ^= 1;
        assertThrows(IllegalStateException.class, () -> provider().unwrap(bad, "owner-key:a"));
        assertThrows(IllegalStateException.class, () -> provider().unwrap(Arrays.copyOf(wrapped, 20), "owner-key:a"));
    }

    @Test
    void itNamesItsKey() throws Exception {
        assertEquals(provider().current(), provider().current());
    }

    @Test
    void oneThatIsDownIsAProblemThatPasses() throws Exception {
        RootKeyProvider down = unreachable();
        if (down != null) {
            ProblemException problem = assertThrows(ProblemException.class, () -> down.wrap(SECRET, "owner-key:a"));
            assertEquals(503, problem.code().status());
            assertEquals("10", problem.headers().get("Retry-After"));
        }
    }

    private static boolean contains(byte[] all, byte[] part) {
        return new String(all, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
