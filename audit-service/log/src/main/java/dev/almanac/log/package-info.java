/// The provable log without storage or clock: [dev.almanac.log.MerkleTree] reads hashes from tiles and makes proofs,
/// [dev.almanac.log.RightEdge] grows them, [dev.almanac.log.Checkpoint] signs a state, [dev.almanac.log.Receipt] is
/// what a stranger checks, [dev.almanac.log.LogAudit] recomputes everything, [dev.almanac.log.AddCheckpoint] and
/// [dev.almanac.log.Cosignature] are what witnesses speak.
/// Formats: C2SP tlog-tiles, signed-note, tlog-proof, tlog-witness, tlog-cosignature; hashes: RFC 6962, proofs: RFC
/// 9162, leaves: RFC 8785. Its one library reads JSON.
package dev.almanac.log;
