package dev.almanac.data.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds of uploads.
@ConfigMapping(prefix = "data.upload")
public interface UploadConfig {

    /// Largest file in bytes, as it comes and unpacked; one byte more is 413 and nothing of it is kept.
    @WithDefault("10G")
    MemorySize limit();

    /// Observations held in memory while one file is read, at about 40 bytes each; more are put aside, encrypted.
    @WithDefault("400000")
    int observationsInMemory();

    /// Files read at once; more wait. With the setting above it bounds the memory that uploads take.
    @WithDefault("2")
    int readAtOnce();

    /// How long a file waits for its turn to be read before it is refused with 503.
    @WithDefault("60S")
    Duration waitAtMost();

    /// One part of a resumable upload on the disk: what a killed server costs at most.
    @WithDefault("1M")
    MemorySize part();

    /// A resumable upload that nobody goes on with is removed after this.
    @WithDefault("24H")
    Duration expires();

    /// Bytes that one owner may store, versions and all; more is 403.
    @WithDefault("50G")
    MemorySize ownerBytes();

    /// Datasets that one owner may have; more is 403.
    @WithDefault("1000")
    int ownerDatasets();

    /// The same for a team.
    @WithDefault("500G")
    MemorySize teamBytes();

    /// The same for a team.
    @WithDefault("10000")
    int teamDatasets();

    /// How long a deleted dataset can be had back.
    @WithDefault("7D")
    Duration grace();
}
