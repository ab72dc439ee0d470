package dev.almanac.kit.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Gives what Quarkus measures the name by which our dashboards know it: `db_connections_active` counts the connections
/// of the pool that are in use.
class MetricNames {

    private static final String ACTIVE = "sql.pool.active";

    @Produces
    @Singleton
    MeterFilter named() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().equals(ACTIVE) ? id.withName("db.connections.active") : id;
            }
        };
    }
}
