package dev.almanac.data.dataset;

import dev.almanac.reader.Finding;
import dev.almanac.reader.Frequency;
import dev.almanac.reader.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A dataset as the API shows it.
///
/// @param ownerId a person's or a team's id
/// @param rows observations before fixes
/// @param status `ready`, or `needs_confirmation` while the mapping is a proposal
public record DatasetView(
        UUID id,
        UUID ownerId,
        String name,
        int version,
        long rows,
        int seriesCount,
        long sizeBytes,
        String sha256,
        String seriesSha256,
        String status,
        Mapping mapping,
        Frequency frequency,
        Quality quality,
        Instant createdAt) {

    static DatasetView of(DatasetEntity dataset, VersionEntity version, Reading reading) {
        return new DatasetView(
                dataset.id,
                dataset.ownerId,
                dataset.name,
                version.key.version(),
                version.rowCount,
                version.seriesCount,
                version.sizeBytes,
                version.sha256,
                version.seriesSha256,
                dataset.status,
                reading.mapping(),
                reading.frequency(),
                new Quality(reading.findings()),
                dataset.createdAt);
    }

    /// What the owner should know about the file.
    public record Quality(List<Finding> findings) {}
}
