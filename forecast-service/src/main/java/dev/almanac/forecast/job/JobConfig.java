package dev.almanac.forecast.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/// How forecasts of datasets are worked off.
@ConfigMapping(prefix = "forecast.job")
public interface JobConfig {

    /// Tasks that this process works on at once; 0 for a process that only answers requests.
    @WithDefault("4")
    int concurrent();

    /// Threads that fit models, shared by the jobs; absent for one a processor.
    OptionalInt threads();

    /// Most series of one task: a larger job is cut into tasks, which several workers take.
    @WithDefault("500")
    int chunk();

    /// A worker that has worked so long for one person gives way when others wait.
    @WithDefault("2S")
    Duration turn();

    /// A job that is not done by then fails, unless it names a deadline of its own.
    @WithDefault("24H")
    Duration longest();

    /// A task whose worker has not been heard of for this long is given to another.
    @WithDefault("30S")
    Duration lease();

    /// How often an idle worker looks for a job of another process.
    @WithDefault("1S")
    Duration poll();

    /// How often results are written and progress is told.
    @WithDefault("250MS")
    Duration flush();

    /// The pause before a failed task is tried again; it doubles up to a minute.
    @WithDefault("1S")
    Duration retryPause();

    /// Failures in a row, without any progress, after which a job is parked.
    @WithDefault("12")
    int attempts();

    /// Workers that vanish in a row, without any progress, after which a job is parked.
    @WithDefault("5")
    int deaths();

    /// A read from data-service that brings nothing for this long is given up and tried again.
    @WithDefault("30S")
    Duration stalled();
}
