package dev.almanac.sui;

/// One of those who may sign for a multisig address. The key is never compared by this record's `equals`.
///
/// @param weight 1 to 255
record Member(SuiScheme scheme, byte[] key, int weight) {}
