/// Each tenant's own log: [dev.almanac.audit.tenant.TenantResource] serves it with the same tiles and under its own
/// origin, `TenantTrees` grows it from the entries of the one log, `TenantHeads` logs where the histories stand.
package dev.almanac.audit.tenant;
