package dev.almanac.forecast.upkeep;

/// Something that is cleaned up on a schedule. Done twice it does no harm: a replica may die in the middle of it.
public interface Chore {

    /// As in the record of runs, such as `sandbox-expiry`.
    String name();

    /// Cron expression, in UTC.
    String cron();

    /// Blocks.
    ///
    /// @return how many things were cleaned up
    int run();
}
