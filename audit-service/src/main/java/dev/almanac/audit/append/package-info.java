/// How events become entries: [dev.almanac.audit.append.EventResource] takes them, [dev.almanac.audit.append.Sequencer]
/// orders them, `BatchWriter` stores a batch in one transaction. [dev.almanac.audit.append.OwnEvents] is the way in for
/// what this service does itself, [dev.almanac.audit.append.RollbackGuard] stops the writer when the log is older than
/// somebody has seen it.
package dev.almanac.audit.append;
