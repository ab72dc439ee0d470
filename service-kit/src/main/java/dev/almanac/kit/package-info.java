/// What every Almanac service needs identically. Start with [dev.almanac.kit.problem.Problem] (answers to bad input),
/// [dev.almanac.kit.security.Caller] (who asks) and `dev.almanac.kit.audit.AuditOutbox` (what was done).
package dev.almanac.kit;
