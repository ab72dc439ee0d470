package dev.almanac.forecast.webhook;

import java.util.List;
import java.util.stream.Stream;

/// What can be told.
public enum NoticeType {
    JOB_SUCCEEDED("job.succeeded"),
    JOB_FAILED("job.failed"),
    JOB_CANCELLED("job.cancelled"),
    FORECAST_BREACHED("forecast.breached"),
    BUDGET_SOFT_LIMIT("budget.soft-limit"),
    COUNCIL_DECIDED("council.decided");

    private final String label;

    NoticeType(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static List<String> labels() {
        return Stream.of(values()).map(NoticeType::label).toList();
    }
}
