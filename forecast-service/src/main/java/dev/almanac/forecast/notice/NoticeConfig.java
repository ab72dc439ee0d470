package dev.almanac.forecast.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Notices on their way to auth-service, which mails them.
@ConfigMapping(prefix = "forecast.notice")
public interface NoticeConfig {

    /// How often a process looks for notices to hand on; 0 for a process that never does.
    @WithDefault("2S")
    Duration poll();

    /// A notice that auth-service did not take is offered again after this long.
    @WithDefault("30S")
    Duration retry();

    /// A notice that it did not take for this long is given up: nobody wants to read it any more.
    @WithDefault("2D")
    Duration giveUp();
}
