package dev.almanac.data.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the encrypted objects are.
@ConfigMapping(prefix = "data.storage")
public interface StorageConfig {

    /// A folder that survives restarts and is backed up with the database; also for work in progress, which is
    /// encrypted too.
    Path folder();

    /// `files` for the folder, `s3` for a bucket.
    @WithDefault("files")
    Kind kind();

    /// The bucket; it must exist.
    Optional<String> bucket();

    /// The server, for others than Amazon's.
    Optional<URI> endpoint();

    @WithDefault("us-east-1")
    String region();

    /// Absent for the usual places of credentials.
    Optional<String> accessKey();

    Optional<String> secretKey();

    /// An object that no row knows is removed when it is older than this.
    @WithDefault("24H")
    Duration orphanAge();

    /// Ways to store.
    enum Kind {
        FILES,
        S3
    }
}
