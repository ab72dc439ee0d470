/// Digests that bind a forecast to its entry in the audit log.
/// Start at [dev.almanac.forecast.seal.ResultDigest].
package dev.almanac.forecast.seal;
