package dev.almanac.forecast.workflow;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Counts runs by type: each once, by whichever replica the table gave it to.
@ApplicationScoped
class RunMetrics {

    private static final String CREATED = "workflow_created_total";
    private static final String COMPLETED = "workflow_completed_total";
    private static final String FAILED = "workflow_failed_total";

    private final MeterRegistry metrics;

    RunMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /// Zero is told from the start: a dashboard that shows nothing would look broken.
    void start(@Observes StartupEvent event) {
        for (WorkflowType type : WorkflowType.values()) {
            for (String name : List.of(CREATED, COMPLETED, FAILED)) {
                metrics.counter(name, "type", type.label());
            }
        }
    }

    void created(List<String> types) {
        types.forEach(type -> count(CREATED, type));
    }

    void ended(List<RunRepository.Counted> runs) {
        runs.forEach(run -> count(run.well() ? COMPLETED : FAILED, run.type()));
    }

    private void count(String name, String type) {
        metrics.counter(name, "type", type).increment();
    }
}
