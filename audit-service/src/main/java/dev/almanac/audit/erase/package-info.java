/// Personal data leaves, proofs stay: [dev.almanac.audit.erase.ErasureResource] erases what belongs to a person or
/// team.
package dev.almanac.audit.erase;
