package dev.almanac.data.dataset;

import dev.almanac.data.ingest.IngestCancelledException;
import dev.almanac.data.ingest.Stored;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditOutbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/// Gives a dataset that was made by a resumable upload its first version.
@ApplicationScoped
public class UploadedDatasets {

    private final DatasetService service;
    private final DatasetRepository datasets;
    private final VersionRepository versions;
    private final AuditOutbox audit;

    UploadedDatasets(
            DatasetService service, DatasetRepository datasets, VersionRepository versions, AuditOutbox audit) {
        this.service = service;
        this.datasets = datasets;
        this.versions = versions;
        this.audit = audit;
    }

    /// Blocks.
    ///
    /// @throws IngestCancelledException when the dataset was deleted meanwhile; the objects are removed
    public void keep(IngestRows.Claimed claimed, UUID object, Stored stored) throws IOException {
        VersionEntity version = VersionEntity.of(
                claimed.dataset(), 1, object, VersionEntity.Made.UPLOAD, claimed.actor(), Moments.now());
        service.fill(claimed.owner(), version, stored);
        service.keep(
                claimed.dataset(),
                object,
                claimed.owner(),
                () -> datasets.ownedHeld(Set.of(claimed.owner()), claimed.dataset())
                        .chain(dataset -> Panache.getSession()
                                .chain(session -> IngestRows.removeIn(session, claimed))
                                .chain(ours -> {
                                    if (dataset == null || !ours) {
                                        return Uni.createFrom().failure(new IngestCancelledException());
                                    }
                                    dataset.status =
                                            DatasetEntity.status(stored.report().needsConfirmation());
                                    dataset.revision++;
                                    return versions.persistAndFlush(version)
                                            .chain(() -> audit.record(
                                                    DatasetService.created(claimed.actor(), dataset, version)));
                                })));
    }
}
