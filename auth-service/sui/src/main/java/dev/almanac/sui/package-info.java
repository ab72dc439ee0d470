/// Whether a Sui wallet signed a message: [dev.almanac.sui.SuiVerifier] is the way in,
/// [dev.almanac.sui.SuiVerdict] the way out. No clock, no randomness, no I/O; its libraries are Bouncy Castle's
/// lightweight API and a JSON reader for passkeys.
/// Source: Sui documentation, "Signatures" and "Intent signing"; BCS: github.com/diem/bcs.
package dev.almanac.sui;
