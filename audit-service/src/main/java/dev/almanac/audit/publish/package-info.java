/// The log as strangers read it, C2SP tlog-tiles: [dev.almanac.audit.publish.LogResource]. Proofs are computed by
/// [dev.almanac.audit.publish.LogReader] from the same tiles and verified before they leave.
package dev.almanac.audit.publish;
