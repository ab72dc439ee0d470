/// What belonged to a user or team that is gone, goes: [dev.almanac.forecast.erase.ErasureResource].
package dev.almanac.forecast.erase;
