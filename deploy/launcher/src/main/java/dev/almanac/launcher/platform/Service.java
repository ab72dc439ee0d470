package dev.almanac.launcher.platform;

import java.util.List;

/// The five services.
///
/// @param name as people say it
/// @param module folder of the service in the checkout
/// @param port where it listens when the port is free
/// @param database null for a service that stores nothing
/// @param heapMegabytes the largest heap
record Service(String name, String module, int port, String database, int heapMegabytes) {

    static final Service AUTH = new Service("auth", "auth-service", 8081, "almanac_auth", 192);
    static final Service DATA = new Service("data", "data-service", 8082, "almanac_data", 320);
    static final Service FORECAST = new Service("forecast", "forecast-service", 8083, "almanac_forecast", 384);
    static final Service AUDIT = new Service("audit", "audit-service", 8084, "almanac_audit", 256);
    static final Service GATEWAY = new Service("gateway", "gateway", 8080, null, 192);

    static final List<Service> ALL = List.of(AUDIT, AUTH, DATA, FORECAST, GATEWAY);

    int managementPort() {
        return port + 1000;
    }
}
