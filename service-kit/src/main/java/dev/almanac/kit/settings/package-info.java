/// Whether the settings are fit for where the service runs: [dev.almanac.kit.settings.SettingsGate] refuses to start
/// with those that are not, and names them.
package dev.almanac.kit.settings;
