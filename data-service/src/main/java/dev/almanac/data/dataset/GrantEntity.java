package dev.almanac.data.dataset;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "DatasetGrant")
@Table(name = "dataset_grant")
class GrantEntity {

    @EmbeddedId
    Key key;

    String kind;

    String access;

    @Column(name = "created_at")
    Instant createdAt;

    @Embeddable
    record Key(@Column(name = "dataset_id") UUID datasetId, UUID grantee) implements Serializable {}
}
