/// Stored forms of passwords, ours and those of others: [dev.almanac.auth.hash.StoredHash] reads them all. Pure: no
/// clock, no randomness of its own; Bouncy Castle's lightweight API computes.
package dev.almanac.auth.hash;
