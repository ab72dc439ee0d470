package dev.almanac.audit.verify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When the whole log is recomputed.
@ConfigMapping(prefix = "audit.verify")
public interface VerifyConfig {

    /// Once, soon after this process has started to write.
    @WithDefault("true")
    boolean atStart();

    /// When it is done each night: a Quartz cron expression in UTC; `off` for never. By default at 02:30.
    String cron();

    /// How long a request waits for the report; one that needs longer is answered 202 and told how far it is.
    @WithDefault("20S")
    Duration answerWithin();
}
