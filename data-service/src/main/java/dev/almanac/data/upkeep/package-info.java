/// What is done on a schedule, safe with several replicas: [dev.almanac.data.upkeep.Purge] of datasets whose days of
/// grace are over, [dev.almanac.data.upkeep.Orphans] of objects that no row knows; and the renewal of keys,
/// [dev.almanac.data.upkeep.KeyRotationResource].
package dev.almanac.data.upkeep;
