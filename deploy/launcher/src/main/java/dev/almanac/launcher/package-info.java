/// The command line `./almanac`.
/// Start at [dev.almanac.launcher.Launcher].
package dev.almanac.launcher;
