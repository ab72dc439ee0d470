package dev.almanac.data.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Where encrypted objects are kept. An object appears under its name whole and durable, or not at all; it is never
/// changed. Names are paths of letters, digits, `-` and `/`. Every call blocks: use it from a worker thread.
public interface ObjectStore {

    /// @return writes a new object, which is there after [ObjectWriter#commit]
    ObjectWriter create(String name) throws IOException;

    /// @throws java.nio.file.NoSuchFileException when there is no such object
    ObjectReader open(String name) throws IOException;

    /// Does nothing when there is no such object.
    void delete(String name) throws IOException;

    /// What is there, in any order, for the collection of orphans.
    ///
    /// @param prefix a folder of names, such as `datasets/`
    List<StoredObject> list(String prefix) throws IOException;

    /// @param changed when it became durable
    record StoredObject(String name, long bytes, Instant changed) {}
}
