package dev.almanac.forecast.job;

import dev.almanac.forecast.job.WorkerRegistry.WorkerView;
import java.util.List;

/// The queue as a whole.
///
/// @param waitingTasks parts of jobs that anybody may take now
/// @param parked jobs that wait for an operator
/// @param failedLastDay jobs that failed in the last 24 hours, parked ones included
/// @param oldestWaitS seconds that the oldest job has waited to begin; absent where none waits
/// @param people who wait or are worked for
public record QueueView(
        long queued,
        long running,
        long waitingTasks,
        long parked,
        long failedLastDay,
        long succeededLastDay,
        Double oldestWaitS,
        long people,
        List<WorkerView> workers) {}
