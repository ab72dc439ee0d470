package dev.almanac.audit.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The log's identity and the bounds of its writer.
@ConfigMapping(prefix = "audit.log")
public interface LogConfig {

    /// The log's name for ever: a scheme-less URL prefix, such as `almanac.example.com/log`.
    @WithDefault("localhost:8080/log")
    String origin();

    /// Whether this process may write. `false` for one that only reads, or only is a witness of other logs.
    @WithDefault("true")
    boolean write();

    /// Most entries in one transaction; more wait for the next.
    @WithDefault("4096")
    int batch();

    /// How long an append waits for its commit before the caller is told to come again.
    @WithDefault("20S")
    Duration appendLimit();

    /// Pause before a writer that lost its database or its lock tries again.
    @WithDefault("500MS")
    Duration recoveryPause();

    /// A file, best on another disk or machine than the database, that gets each new checkpoint. At start the log must
    /// have grown from it, or nothing is written: an old backup is noticed. Absent: no such file.
    Optional<Path> sideFile();

    /// A producer's time that differs more than this from the log's is flagged where the entry is shown.
    @WithDefault("5M")
    Duration clockSkew();
}
