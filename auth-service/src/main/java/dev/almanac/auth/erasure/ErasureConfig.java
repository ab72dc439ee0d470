package dev.almanac.auth.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Who else keeps personal data.
@ConfigMapping(prefix = "auth.erasure")
public interface ErasureConfig {

    /// Address of each service by its name: `data-service`, `forecast-service`, `audit-service`.
    Map<String, URI> services();

    /// How often open erasures are looked at.
    @WithDefault("2S")
    Duration every();
}
