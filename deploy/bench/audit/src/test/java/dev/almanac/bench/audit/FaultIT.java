package dev.almanac.bench.audit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/// The trials of [Faults], shortened: `deploy/bench/audit/run faults` runs them in full.
class FaultIT {

    @Test
    void nothingAcknowledgedIsLostWhenTheServiceIsKilled() {
        assertDoesNotThrow(() -> Faults.killService(2));
    }

    @Test
    void nothingAcknowledgedIsLostWhenPostgresIsKilled() {
        assertDoesNotThrow(() -> Faults.killPostgres(2));
    }

    @Test
    void aCommitWhoseAnswerWasCutOffIsNotMadeTwice() {
        assertDoesNotThrow(() -> Faults.cutAtCommit(6));
    }

    @Test
    void ofTwoWritersOnlyOneWrites() {
        assertDoesNotThrow(() -> Faults.twoWriters(2));
    }

    @Test
    void aFullDiskLosesNothing() {
        assumeTrue(Faults.canLimitFiles(), "prlimit (util-linux) is not installed");
        assertDoesNotThrow(() -> Faults.fullDisk(2));
    }
}
