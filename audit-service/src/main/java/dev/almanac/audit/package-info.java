/// What was done, provably. `append` takes events and sequences them, `publish` serves the log to strangers,
/// `search` answers people. The arithmetic of the log is the module `audit-service/log`.
package dev.almanac.audit;
