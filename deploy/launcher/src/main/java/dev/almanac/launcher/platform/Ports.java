package dev.almanac.launcher.platform;

import dev.almanac.postgres.FreePort;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Where everything listens. The gateway's port is the one that was asked for; the others move out of the way when
/// theirs is taken.
final class Ports {

    private static final int POSTGRES = 5442;

    private final Map<String, Integer> ports = new HashMap<>();
    private final Set<Integer> given = new HashSet<>();

    Ports(int gatewayPort) {
        given.add(gatewayPort);
        ports.put("gateway", gatewayPort);
        ports.put("postgres", give(POSTGRES));
        for (Service service : Service.ALL) {
            ports.computeIfAbsent(service.name(), ignored -> give(service.port()));
            ports.put(service.name() + ".management", give(service.managementPort()));
        }
    }

    int of(Service service) {
        return ports.get(service.name());
    }

    int managementOf(Service service) {
        return ports.get(service.name() + ".management");
    }

    int postgres() {
        return ports.get("postgres");
    }

    String urlOf(Service service) {
        return "http://localhost:" + of(service);
    }

    private int give(int preferred) {
        int port = given.contains(preferred) ? FreePort.any() : FreePort.near(preferred);
        while (!given.add(port)) {
            port = FreePort.any();
        }
        return port;
    }
}
