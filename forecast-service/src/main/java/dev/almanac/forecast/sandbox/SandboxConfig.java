package dev.almanac.forecast.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Sandbox sessions.
@ConfigMapping(prefix = "forecast.sandbox")
public interface SandboxConfig {

    /// Active sessions of one person; the next is refused.
    @WithDefault("5")
    int active();

    /// A session ends by itself after this long.
    @WithDefault("1H")
    Duration life();

    /// Steps ahead, where the request does not say.
    @WithDefault("24")
    int horizon();

    /// The largest probability of passing the limit at which staying is advised.
    @WithDefault("0.2")
    double risk();

    /// Other series or zones that are weighed beside the target.
    @WithDefault("10")
    int alternatives();

    /// A switch is advised only to what saves so much more, as a share.
    @WithDefault("0.1")
    double worthwhile();

    /// Evaluations that this process works on at once; more are refused for the moment.
    @WithDefault("4")
    int concurrent();

    /// An evaluation whose forecasts take longer is given up; reading prices from a cloud has as long again.
    @WithDefault("30S")
    Duration timeout();

    /// How far back spot prices are read.
    @WithDefault("30D")
    Duration history();

    /// Where EC2 is asked, for an emulator; absent for AWS itself.
    Optional<URI> ec2Endpoint();

    /// Prices an hour of instances on demand, by type, for sessions that give no limit.
    Map<String, Double> onDemand();
}
