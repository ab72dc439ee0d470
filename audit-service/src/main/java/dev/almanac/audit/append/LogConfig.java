package dev.almanac.audit.append;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The log's identity and the bounds of its writer.
@ConfigMapping(prefix = "audit.log")
public interface LogConfig {

    /// The log's name for ever: a scheme-less URL prefix, such as `almanac.example.com/log`.
    @WithDefault("localhost:8080/log")
    String origin();

    /// Most entries in one transaction; more wait for the next.
    @WithDefault("4096")
    int batch();

    /// How long an append waits for its commit before the caller is told to come again.
    @WithDefault("20S")
    Duration appendLimit();

    /// Pause before a writer that lost its database or its lock tries again.
    @WithDefault("500MS")
    Duration recoveryPause();
}
