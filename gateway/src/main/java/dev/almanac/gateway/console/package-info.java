/// The web console, as built from `src/main/webui`.
/// Start at [dev.almanac.gateway.console.Console].
package dev.almanac.gateway.console;
