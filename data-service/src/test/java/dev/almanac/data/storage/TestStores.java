package dev.almanac.data.storage;

import java.nio.file.Path;

/// Stores without a configuration.
public final class TestStores {

    private TestStores() {}

    public static ObjectStore files(Path folder) {
        return new FileObjects(folder);
    }
}
