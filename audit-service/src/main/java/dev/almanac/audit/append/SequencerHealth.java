package dev.almanac.audit.append;

import dev.almanac.audit.keys.LogConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when this replica's writer holds the log, or when it is to read only.
@Readiness
@ApplicationScoped
class SequencerHealth implements HealthCheck {

    private final Sequencer sequencer;
    private final RollbackGuard guard;
    private final LogConfig config;

    SequencerHealth(Sequencer sequencer, RollbackGuard guard, LogConfig config) {
        this.sequencer = sequencer;
        this.guard = guard;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("log writer").status(!config.write() || sequencer.isWriting());
        guard.alarm().ifPresent(reason -> response.down().withData("alarm", reason));
        return response.build();
    }
}
