package dev.almanac.auth.activity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What counts as unusual. The defaults stay quiet for an office behind one address and for a person with a laptop and
/// a telephone.
@ConfigMapping(prefix = "auth.activity")
public interface ActivityConfig {

    /// Different accounts at which one address fails within `stuffing-window`.
    @WithDefault("10")
    int stuffedAccounts();

    @WithDefault("10M")
    Duration stuffingWindow();

    /// Datasets, series or results that one user takes out within `download-window`.
    @WithDefault("200")
    int downloads();

    @WithDefault("10M")
    Duration downloadWindow();

    /// How often downloads are looked at; `off` for never.
    @WithDefault("30S")
    String lookEvery();
}
