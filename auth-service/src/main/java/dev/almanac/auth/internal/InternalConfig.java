package dev.almanac.auth.internal;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/// Which services may ask for tokens of their background work.
@ConfigMapping(prefix = "auth.internal")
interface InternalConfig {

    /// Bootstrap secret of each service by its name.
    Map<String, String> services();
}
