package dev.almanac.forecast.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// This process among the workers: drawn anew at each start.
@ApplicationScoped
class WorkerIdentity {

    private final UUID id = UUID.randomUUID();

    UUID id() {
        return id;
    }

    /// The host, which is the pod's name where there are pods.
    String name() {
        return System.getenv().getOrDefault("HOSTNAME", "localhost");
    }
}
