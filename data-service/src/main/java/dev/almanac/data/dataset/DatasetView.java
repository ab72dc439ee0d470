package dev.almanac.data.dataset;

import dev.almanac.reader.Finding;
import dev.almanac.reader.Frequency;
import dev.almanac.reader.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A dataset as the API shows it: its latest version.
///
/// @param ownerId a person's or a team's id
/// @param rows observations before fixes
/// @param status `ingesting`, `ready`, `needs_confirmation` while the mapping is a proposal, or `failed`
/// @param mapping absent in lists, while the file is read, and when it could not be
/// @param used whether a forecast has read this version, so that it does not change any more
/// @param progress of a file that is being read
public record DatasetView(
        UUID id,
        UUID ownerId,
        String name,
        int version,
        Long rows,
        Integer seriesCount,
        Long sizeBytes,
        String sha256,
        String seriesSha256,
        String status,
        Mapping mapping,
        Frequency frequency,
        Quality quality,
        Boolean used,
        ProgressView progress,
        Instant createdAt,
        Instant deletedAt) {

    /// @param version null while the first one is read, or could not be
    /// @param reading null in lists
    static DatasetView of(DatasetEntity dataset, VersionEntity version, Reading reading) {
        if (version == null) {
            return without(dataset, null, null);
        }
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
                reading == null ? null : reading.mapping(),
                reading == null ? null : reading.frequency(),
                reading == null ? null : new Quality(reading.findings(), version.fixIds()),
                version.usedAt != null,
                null,
                dataset.createdAt,
                dataset.deletedAt);
    }

    /// A dataset that has no version yet.
    static DatasetView without(DatasetEntity dataset, Quality quality, ProgressView progress) {
        return new DatasetView(
                dataset.id,
                dataset.ownerId,
                dataset.name,
                dataset.latestVersion,
                null,
                null,
                null,
                null,
                null,
                dataset.status,
                null,
                null,
                quality,
                null,
                progress,
                dataset.createdAt,
                dataset.deletedAt);
    }

    /// What the owner should know about the file.
    ///
    /// @param accepted ids of the fixes that were accepted
    public record Quality(List<Finding> findings, List<String> accepted) {

        static final Quality OF_AN_OLD_FORM = new Quality(
                List.of(Finding.ofFile(
                        "NOT_READ", "It was stored by a version before the first release; please upload it again")),
                List.of());
    }
}
