/// The log recomputed: [dev.almanac.audit.verify.VerifyResource] answers the report,
/// [dev.almanac.audit.verify.Verifier]
/// runs it at start, at night and on demand, `Verification` is one run.
package dev.almanac.audit.verify;
