/// What belonged to a user or team that is gone, goes: [dev.almanac.data.erase.ErasureResource].
package dev.almanac.data.erase;
