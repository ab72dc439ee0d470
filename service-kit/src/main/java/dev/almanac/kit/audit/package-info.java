/// What was done, on its way to the log. A service calls [dev.almanac.kit.audit.AuditOutbox] in the transaction of the
/// change itself; the dispatcher delivers in order and keeps the checkpoint that the log answers with.
package dev.almanac.kit.audit;
