/// The key tree: [dev.almanac.data.keys.RootKeyProvider] wraps one key an owner, [dev.almanac.data.keys.OwnerKeys]
/// wraps with it one key a dataset version, [dev.almanac.data.keys.Vault] encrypts with that.
package dev.almanac.data.keys;
