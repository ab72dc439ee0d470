package dev.almanac.data.dataset;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One version of a dataset.
///
/// @param made `upload`, `append`, `replace`, `mapping` when the same bytes were read in another way, or `fixes`
/// @param used whether a forecast has read it
public record VersionView(
        int version,
        String made,
        long rows,
        int seriesCount,
        long sizeBytes,
        String sha256,
        String seriesSha256,
        List<String> fixes,
        boolean used,
        Instant createdAt,
        UUID createdBy) {

    static VersionView of(VersionEntity version) {
        return new VersionView(
                version.key.version(),
                version.made,
                version.rowCount,
                version.seriesCount,
                version.sizeBytes,
                version.sha256,
                version.seriesSha256,
                version.fixIds(),
                version.usedAt != null,
                version.createdAt,
                version.createdBy);
    }
}
