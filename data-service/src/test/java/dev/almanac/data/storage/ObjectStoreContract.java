package dev.almanac.data.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store does.
abstract class ObjectStoreContract {

    abstract ObjectStore store();

    /// Sizes below, at and above the parts in which large objects go to S3.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, 8 << 20, (8 << 20) + 1, 20_000_001})
    void anObjectComesBackAsItWent(int size) throws IOException {
        byte[] bytes = bytes(size);
        String name = "datasets/a/" + size + "/content";
        try (ObjectWriter writer = store().create(name)) {
            for (int at = 0; at < size; at += 70_000) {
                writer.write(bytes, at, Math.min(70_000, size - at));
            }
            assertThrows(NoSuchFileException.class, () -> store().open(name).close());
            writer.commit();
        }
        try (ObjectReader reader = store().open(name)) {
            assertEquals(size, reader.size());
            assertArrayEquals(bytes, reader.read(0, size));
            int from = size / 3;
            assertArrayEquals(Arrays.copyOfRange(bytes, from, from + size / 2), reader.read(from, size / 2));
            assertEquals(-1, reader.read(size, ByteBuffer.allocate(1)));
            assertThrows(EOFException.class, () -> reader.read(1, size));
        }
        store().delete(name);
        store().delete(name);
        assertThrows(NoSuchFileException.class, () -> store().open(name).close());
    }

    @Test
    void whatIsNotCommittedLeavesNothing() throws IOException {
        try (ObjectWriter writer = store().create("datasets/b/1/content")) {
            writer.write(bytes(9 << 20), 0, 9 << 20);
        }
        assertThrows(
                NoSuchFileException.class,
                () -> store().open("datasets/b/1/content").close());
        assertTrue(store().list("datasets/b").isEmpty());
    }

    @Test
    void objectsAreListedByTheirFolder() throws IOException {
        for (String name : new String[] {"datasets/c/1/content", "datasets/c/1/series", "uploads/c/0"}) {
            try (ObjectWriter writer = store().create(name)) {
                writer.write(bytes(3), 0, 3);
                writer.commit();
            }
        }
        assertEquals(2, store().list("datasets/c/").size());
        assertEquals(3, store().list("uploads/c/").getFirst().bytes());
        assertTrue(store().list("nothing/").isEmpty());
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
