/// The main job, as a client of the public API does it.
/// Start at [dev.almanac.launcher.demo.Demo].
package dev.almanac.launcher.demo;
