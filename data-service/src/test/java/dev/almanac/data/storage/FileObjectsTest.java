package dev.almanac.data.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectsTest extends ObjectStoreContract {

    @TempDir
    Path folder;

    @Override
    ObjectStore store() {
        return new FileObjects(folder);
    }

    @Test
    void noNameLeavesTheFolder() {
        assertThrows(IllegalArgumentException.class, () -> store().create("../outside"));
        assertThrows(IllegalArgumentException.class, () -> store().open("a/../../outside"));
    }

    @Test
    void deletingLeavesNoEmptyFolders() throws IOException {
        try (ObjectWriter writer = store().create("datasets/d/1/content")) {
            writer.commit();
        }
        store().delete("datasets/d/1/content");
        try (Stream<Path> left = Files.walk(folder)) {
            assertEquals(3, left.count()); // itself, the folder of drafts, the uppermost one
        }
    }
}
