/// The log as people ask about it: [dev.almanac.audit.search.AuditResource] lists and proves,
/// [dev.almanac.audit.search.ExportResource] hands out whole histories, [dev.almanac.audit.search.StreamResource]
/// follows. A caller sees what they did themselves, what belongs to them, and what belongs to teams that they answer
/// for; admins and auditors see everything. Who reads is itself logged.
package dev.almanac.audit.search;
