package dev.almanac.gateway.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the routes come from.
@ConfigMapping(prefix = "gateway.routes")
public interface RouteConfig {

    /// A route file of the operator's own, instead of the built-in `routes.yaml`.
    Optional<Path> file();

    /// How often the file is looked at; a change takes effect then.
    @WithDefault("1S")
    Duration lookEvery();
}
