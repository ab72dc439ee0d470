/// Devices that an account was used from. Start at [dev.almanac.auth.device.Devices].
package dev.almanac.auth.device;
