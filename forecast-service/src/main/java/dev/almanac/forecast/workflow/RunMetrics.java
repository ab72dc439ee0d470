package dev.almanac.forecast.workflow;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Counts runs by type: each once, by whichever replica the table gave it to.
@ApplicationScoped
class RunMetrics {

    private final MeterRegistry metrics;

    RunMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void created(List<String> types) {
        types.forEach(type -> count("workflow_created_total", type));
    }

    void ended(List<RunRepository.Counted> runs) {
        runs.forEach(run -> count(run.well() ? "workflow_completed_total" : "workflow_failed_total", run.type()));
    }

    private void count(String name, String type) {
        metrics.counter(name, "type", type).increment();
    }
}
