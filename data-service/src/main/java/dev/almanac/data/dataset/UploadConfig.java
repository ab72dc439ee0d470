package dev.almanac.data.dataset;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Bounds of uploads.
@ConfigMapping(prefix = "data.upload")
public interface UploadConfig {

    /// Largest file in bytes; one byte more is 413 and nothing of it is kept.
    @WithDefault("100000000")
    MemorySize limit();

    /// Observations held in memory while a file is read; more are spilled, encrypted, to disk.
    @WithDefault("2000000")
    int observationsInMemory();
}
