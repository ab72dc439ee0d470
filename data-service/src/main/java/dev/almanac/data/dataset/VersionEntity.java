package dev.almanac.data.dataset;

import dev.almanac.data.ingest.Coding;
import dev.almanac.data.ingest.Stored;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.reader.Fixes;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@Entity(name = "DatasetVersion")
@Table(name = "dataset_version")
class VersionEntity {

    /// The form of objects that this service writes.
    static final int FORMAT = 2;

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

    @Column(name = "owner_key")
    int ownerKey;

    @Column(name = "wrapped_key")
    byte[] wrappedKey;

    @Column(name = "sealed_reading")
    byte[] sealedReading;

    @Column(name = "object_id")
    UUID objectId;

    @Column(name = "content_version")
    Integer contentVersion;

    int format;

    String coding;

    @Column(name = "index_offset")
    long indexOffset;

    @Column(name = "index_bytes")
    int indexBytes;

    String fixes;

    @Column(name = "used_at")
    Instant usedAt;

    String made;

    @Column(name = "idempotency_key")
    String idempotencyKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    UUID createdBy;

    @Embeddable
    record Key(@Column(name = "dataset_id") UUID datasetId, int version) implements Serializable {}

    /// A version as it begins: nothing chosen, nothing used.
    /// @param object under which its objects are stored
    static VersionEntity of(UUID dataset, int version, UUID object, Made made, UUID actor, Instant now) {
        VersionEntity entity = new VersionEntity();
        entity.key = new Key(dataset, version);
        entity.objectId = object;
        entity.format = FORMAT;
        entity.fixes = "";
        entity.made = made.word();
        entity.createdBy = actor;
        entity.createdAt = now;
        return entity;
    }

    /// What its file holds.
    void take(Stored stored) {
        rowCount = stored.report().rows();
        seriesCount = Math.toIntExact(stored.report().seriesCount());
        seriesSha256 = stored.series().sha256();
        ownerKey = stored.key().ownerKey();
        wrappedKey = stored.key().key();
        coding = stored.coding().word();
        indexOffset = stored.series().indexOffset();
        indexBytes = stored.series().indexBytes();
    }

    int content() {
        return contentVersion == null ? key.version() : contentVersion;
    }

    /// The next version of the same objects, with nothing chosen and nothing used.
    VersionEntity again(UUID actor, Instant now) {
        VersionEntity next = of(key.datasetId(), key.version() + 1, objectId, Made.FIXES, actor, now);
        next.rowCount = rowCount;
        next.seriesCount = seriesCount;
        next.sizeBytes = sizeBytes;
        next.sha256 = sha256;
        next.seriesSha256 = seriesSha256;
        next.ownerKey = ownerKey;
        next.wrappedKey = wrappedKey;
        next.contentVersion = content();
        next.coding = coding;
        next.indexOffset = indexOffset;
        next.indexBytes = indexBytes;
        return next;
    }

    OwnerKeys.Wrapped wrapped() {
        return new OwnerKeys.Wrapped(ownerKey, wrappedKey);
    }

    Coding fileCoding() {
        return Coding.ofWord(coding);
    }

    Fixes chosen() {
        return Fixes.of(fixIds());
    }

    List<String> fixIds() {
        return fixes.isEmpty() ? List.of() : List.of(fixes.split(" "));
    }

    /// How a version came to be.
    enum Made {
        UPLOAD,
        APPEND,
        REPLACE,
        MAPPING,
        FIXES;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
