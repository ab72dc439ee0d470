package dev.almanac.audit.verify;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/// What a full verification found.
///
/// @param status `sound` or `broken`
/// @param size entries that were recomputed
/// @param root in base64, as checkpoints write it
/// @param checkpoints signed states whose root and signature were recomputed
/// @param tenants histories that were followed without a gap
/// @param archivedPartitions partitions whose entries were read from files
/// @param findings the first 200
@RegisterForReflection
public record VerificationReport(
        String status,
        Instant startedAt,
        Instant finishedAt,
        String origin,
        long size,
        String root,
        long checkpoints,
        int tenants,
        long archivedPartitions,
        long findingCount,
        List<Finding> findings) {}
