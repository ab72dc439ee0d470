/// Encrypted objects. [dev.almanac.data.storage.OwnerKeys] holds the key tree (root, owner, dataset),
/// [dev.almanac.data.storage.Vault]
/// encrypts streams and blocks, [dev.almanac.data.storage.FileObjects] keeps the bytes.
package dev.almanac.data.storage;
