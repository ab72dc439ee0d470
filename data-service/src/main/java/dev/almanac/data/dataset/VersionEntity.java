package dev.almanac.data.dataset;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

@Entity(name = "DatasetVersion")
@Table(name = "dataset_version")
class VersionEntity {

    @EmbeddedId
    Key key;

    @Column(name = "row_count")
    long rowCount;

    @Column(name = "series_count")
    int seriesCount;

    @Column(name = "size_bytes")
    long sizeBytes;

    String sha256;

    @Column(name = "series_sha256")
    String seriesSha256;

    @Column(name = "wrapped_key")
    byte[] wrappedKey;

    String reading;

    @Embeddable
    record Key(@Column(name = "dataset_id") UUID datasetId, int version) implements Serializable {}
}
