package dev.almanac.forecast.job;

import dev.almanac.engine.Watch;
import dev.almanac.forecast.dataset.SeriesStream.Placed;
import dev.almanac.kit.audit.AuditEvent;
import java.util.List;

/// What a job does with series; the queue, the leases, the progress are the same for all kinds.
public interface JobKind {

    /// As in the column `kind`.
    String name();

    /// @param details JSON of the less usual wishes, null for none
    /// @throws IllegalArgumentException when the job cannot be done, ever
    Worker worker(Job job, String details);

    /// What is known when all series are done. Reads all results once. Blocks.
    Ending ending(Job job, String details, ResultStore results);

    /// Works on the series of one job.
    interface Worker {

        /// How many series may be worked on together, where they cannot be worked on alone; then all are read first.
        ///
        /// @return 0 where each series is worked on alone
        default int together() {
            return 0;
        }

        /// How large the result of a series is about, in bytes.
        default long resultBytes() {
            return 2_000;
        }

        /// One series alone; a series that cannot be used is told in the result.
        SeriesResult compute(Placed placed, Watch watch);

        /// All series together.
        ///
        /// @throws IllegalArgumentException when the job cannot be done, ever
        default List<SeriesResult> computeAll(List<Placed> placed, Watch watch) {
            return placed.stream().map(one -> compute(one, watch)).toList();
        }
    }

    /// How a job ends well.
    ///
    /// @param resultSha256 null where nothing is sealed
    /// @param metrics JSON
    /// @param sealKind null where nothing is sealed
    /// @param event for the audit log
    record Ending(
            String engineVersion, String resultSha256, String metrics, String sealKind, int series, AuditEvent event) {}
}
