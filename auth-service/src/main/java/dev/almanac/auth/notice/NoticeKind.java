package dev.almanac.auth.notice;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What other services tell, as far as it can be mailed.
enum NoticeKind {
    JOB_SUCCEEDED("job.succeeded", false),
    JOB_FAILED("job.failed", true),
    JOB_CANCELLED("job.cancelled", false),
    FORECAST_BREACHED("forecast.breached", true),
    BUDGET_SOFT_LIMIT("budget.soft-limit", true),
    COUNCIL_DECIDED("council.decided", true);

    private final String label;
    private final boolean mailedAtFirst;

    NoticeKind(String label, boolean mailedAtFirst) {
        this.label = label;
        this.mailedAtFirst = mailedAtFirst;
    }

    /// As in the API, such as `job.failed`.
    String label() {
        return label;
    }

    /// Whether it is mailed to somebody who has not chosen.
    boolean mailedAtFirst() {
        return mailedAtFirst;
    }

    static Optional<NoticeKind> named(String label) {
        return Stream.of(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    static List<String> labels() {
        return Stream.of(values()).map(NoticeKind::label).toList();
    }
}
