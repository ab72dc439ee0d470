package dev.almanac.data.storage;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/// Where the encrypted objects are.
@ConfigMapping(prefix = "data.storage")
interface StorageConfig {

    /// A folder that survives restarts and is backed up with the database.
    Path folder();
}
