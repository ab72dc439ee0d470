package dev.almanac.audit.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When partitions of entries leave the database.
@ConfigMapping(prefix = "audit.retention")
public interface ArchiveConfig {

    /// Entries stay in the database for at least this long; then, once their partition of 65,536 is full, they go to
    /// `audit.archive.folder`. Nothing goes where no folder is set.
    @WithDefault("90D")
    Duration online();

    /// When it is looked for such partitions: a Quartz cron expression in UTC; `off` for never. By default at 03:30.
    String cron();
}
