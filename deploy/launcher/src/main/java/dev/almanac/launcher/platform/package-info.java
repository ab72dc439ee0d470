/// Everything running on this machine: PostgreSQL and the five services, from one folder.
/// Start at [dev.almanac.launcher.platform.Platform].
package dev.almanac.launcher.platform;
