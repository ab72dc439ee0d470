package dev.almanac.audit.tenant;

import io.smallrye.config.ConfigMapping;

/// The tenants' own logs.
@ConfigMapping(prefix = "audit.tenant")
public interface TenantConfig {

    /// How often the heads of those that were read are logged; a duration, or `off`. Every minute by default.
    String headsEvery();
}
