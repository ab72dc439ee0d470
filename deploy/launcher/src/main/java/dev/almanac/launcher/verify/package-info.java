/// What an auditor runs on a machine of their own: [dev.almanac.launcher.verify.VerifyCommand] checks receipts, proofs
/// and whole logs with nothing but a public key.
package dev.almanac.launcher.verify;
