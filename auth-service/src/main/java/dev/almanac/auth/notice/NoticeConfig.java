package dev.almanac.auth.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Mails about people's work.
@ConfigMapping(prefix = "auth.notice")
public interface NoticeConfig {

    /// How often notices are gathered into mails: one a person.
    @WithDefault("30S")
    Duration every();

    /// Notices that one mail tells in full; the others are counted.
    @WithDefault("50")
    int most();
}
