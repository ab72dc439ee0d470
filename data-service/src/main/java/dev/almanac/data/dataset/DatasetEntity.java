package dev.almanac.data.dataset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Dataset")
@Table(name = "dataset")
class DatasetEntity {

    static final String INGESTING = "ingesting";
    static final String READY = "ready";
    static final String NEEDS_CONFIRMATION = "needs_confirmation";
    static final String FAILED = "failed";

    @Id
    UUID id;

    @Column(name = "owner_id")
    UUID ownerId;

    String name;

    @Column(name = "latest_version")
    int latestVersion;

    String status;

    int revision;

    byte[] failure;

    @Column(name = "idempotency_key")
    String idempotencyKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "deleted_at")
    Instant deletedAt;

    static DatasetEntity of(UUID id, UUID owner, String name, String status, Instant now) {
        DatasetEntity dataset = new DatasetEntity();
        dataset.id = id;
        dataset.ownerId = owner;
        dataset.name = name;
        dataset.latestVersion = 1;
        dataset.status = status;
        dataset.revision = 1;
        dataset.createdAt = now;
        return dataset;
    }

    static String status(boolean needsConfirmation) {
        return needsConfirmation ? NEEDS_CONFIRMATION : READY;
    }

    /// The value of `ETag`.
    String tag() {
        return "\"" + revision + "\"";
    }
}
