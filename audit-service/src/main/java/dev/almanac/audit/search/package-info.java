/// The log as people ask about it: [dev.almanac.audit.search.AuditResource]. A caller sees what they did themselves;
/// admins and auditors see everything.
package dev.almanac.audit.search;
