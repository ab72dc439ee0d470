package dev.almanac.audit.append;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when this replica's writer holds the log.
@Readiness
@ApplicationScoped
class SequencerHealth implements HealthCheck {

    private final Sequencer sequencer;

    SequencerHealth(Sequencer sequencer) {
        this.sequencer = sequencer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("log writer")
                .status(sequencer.isWriting())
                .build();
    }
}
