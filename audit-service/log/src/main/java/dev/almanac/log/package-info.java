/// The provable log without storage or clock: [dev.almanac.log.MerkleTree] reads hashes from tiles and makes proofs,
/// [dev.almanac.log.RightEdge] grows them, [dev.almanac.log.Checkpoint] signs a state, [dev.almanac.log.Receipt] is
/// what a stranger checks.
/// Formats: C2SP tlog-tiles, signed-note, tlog-proof; hashes: RFC 6962, proofs: RFC 9162.
package dev.almanac.log;
