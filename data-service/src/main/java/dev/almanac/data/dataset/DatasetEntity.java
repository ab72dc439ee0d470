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

    @Id
    UUID id;

    @Column(name = "owner_id")
    UUID ownerId;

    String name;

    @Column(name = "latest_version")
    int latestVersion;

    String status;

    @Column(name = "idempotency_key")
    String idempotencyKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "deleted_at")
    Instant deletedAt;
}
