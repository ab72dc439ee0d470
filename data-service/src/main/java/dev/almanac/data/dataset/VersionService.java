package dev.almanac.data.dataset;

import static dev.almanac.data.dataset.Waiting.await;

import dev.almanac.data.ingest.Ingest;
import dev.almanac.data.ingest.IngestWatch;
import dev.almanac.data.ingest.Stored;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.data.series.SeriesDigest;
import dev.almanac.data.series.SeriesEntry;
import dev.almanac.data.series.SeriesObject;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.reader.Fixes;
import dev.almanac.reader.Inference;
import dev.almanac.reader.Mapping;
import dev.almanac.reader.Observations;
import dev.almanac.reader.SeriesName;
import dev.almanac.reader.SeriesReader;
import dev.almanac.reader.Wishes;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What changes a dataset's series: a new file, another mapping, accepted fixes. A version that a forecast has read
/// stays
/// as it is; what would change it makes the next one. Blocks its (worker) thread.
@ApplicationScoped
class VersionService {

    private final DatasetService service;
    private final DatasetRepository datasets;
    private final VersionRepository versions;
    private final Ingest ingest;
    private final Quota quota;
    private final OwnerKeys keys;
    private final ObjectStore store;
    private final AuditOutbox audit;

    VersionService(
            DatasetService service,
            DatasetRepository datasets,
            VersionRepository versions,
            Ingest ingest,
            Quota quota,
            OwnerKeys keys,
            ObjectStore store,
            AuditOutbox audit) {
        this.service = service;
        this.datasets = datasets;
        this.versions = versions;
        this.ingest = ingest;
        this.quota = quota;
        this.keys = keys;
        this.store = store;
        this.audit = audit;
    }

    /// Takes new actuals in.
    ///
    /// @param append whether the series that are there stay; of two observations at a time the new one counts
    /// @param ifMatch the tag that the client has seen, null for any
    DatasetView add(
            UUID actor,
            DatasetEntity dataset,
            boolean append,
            String idempotencyKey,
            String digest,
            String ifMatch,
            InputStream body)
            throws IOException {
        DatasetService.requireUnchanged(dataset, ifMatch);
        VersionEntity earlier = idempotencyKey == null
                ? null
                : await(() -> Panache.withSession(() -> versions.byIdempotencyKey(dataset.id, idempotencyKey)));
        if (earlier != null) {
            return service.view(dataset);
        }
        Located latest = service.locate(dataset, null)
                .orElseThrow(() -> DatasetProblem.DATASET_NOT_READY.because("Its first file is still read"));
        quota.requireRoom(dataset.ownerId, dataset.ownerId.equals(actor));
        int number = dataset.latestVersion + 1;
        Ingest.Before before = append ? sink -> tell(latest, sink) : Ingest.Before.NOTHING;
        Stored stored = ingest.take(
                new Ingest.Order(
                        dataset.ownerId, dataset.id, number, likeBefore(latest), digest, before, IngestWatch.NONE),
                body);
        VersionEntity version = VersionEntity.of(
                dataset.id,
                number,
                append ? VersionEntity.Made.APPEND : VersionEntity.Made.REPLACE,
                actor,
                Moments.now());
        version.idempotencyKey = idempotencyKey;
        return next(actor, dataset, version, stored, "dataset.version-added");
    }

    /// A file of new actuals is read as the one before it where that was settled by its owner.
    private Wishes likeBefore(Located latest) {
        Mapping mapping = service.reading(latest).mapping();
        return new Wishes(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                mapping.isSaid("time_format") ? mapping.timeFormat() : null,
                mapping.isSaid("timezone") ? mapping.timezone() : null,
                null);
    }

    private void tell(Located located, SeriesReader.Sink sink) throws IOException {
        try (SeriesObject series = located.series(store)) {
            for (int ordinal = 0; ordinal < series.count(); ordinal++) {
                SeriesEntry entry = series.entry(ordinal);
                Observations observations = Fixes.NONE.applyTo(series.read(entry), null, ZoneId.of("UTC"));
                long[] times = observations.times();
                double[] values = observations.values();
                SeriesName name = SeriesName.of(entry.seriesId());
                for (int i = 0; i < times.length; i++) {
                    sink.accept(name, times[i], values[i]);
                }
            }
        }
    }

    /// Reads the bytes again under the owner's word.
    DatasetView map(UUID actor, DatasetEntity dataset, MappingRequest request, String ifMatch) throws IOException {
        DatasetService.requireUnchanged(dataset, ifMatch);
        Located latest = service.locate(dataset, null)
                .orElseThrow(() -> DatasetProblem.DATASET_NOT_READY.because("Its first file is still read"));
        VersionEntity old = latest.version();
        Wishes wishes = request.over(service.reading(latest).mapping());
        int number = dataset.latestVersion + 1;
        OwnerKeys.Fresh fresh = keys.fresh(dataset.ownerId, dataset.id, number);
        Stored stored = ingest.again(
                new Ingest.Order(
                        dataset.ownerId, dataset.id, number, wishes, null, Ingest.Before.NOTHING, IngestWatch.NONE),
                fresh,
                latest.content(),
                old.content(),
                old.fileCoding());
        VersionEntity version = VersionEntity.of(dataset.id, number, VersionEntity.Made.MAPPING, actor, Moments.now());
        version.contentVersion = old.content();
        version.sizeBytes = old.sizeBytes;
        version.sha256 = old.sha256;
        return next(actor, dataset, version, stored, "dataset.mapping-confirmed");
    }

    private DatasetView next(UUID actor, DatasetEntity seen, VersionEntity version, Stored stored, String event)
            throws IOException {
        Reading reading = service.fill(seen.ownerId, version, stored);
        DatasetEntity[] kept = new DatasetEntity[1];
        try {
            service.keep(
                    seen.id,
                    version.key.version(),
                    seen.ownerId,
                    () -> datasets.owned(Set.of(seen.ownerId), seen.id)
                            .invoke(dataset -> {
                                requireLatest(dataset, version.key.version() - 1);
                                dataset.latestVersion++;
                                dataset.revision++;
                                dataset.status =
                                        DatasetEntity.status(stored.report().needsConfirmation());
                                kept[0] = dataset;
                            })
                            .chain(() -> versions.persistAndFlush(version))
                            .chain(() -> service.record(actor, seen, event, DatasetService.facts(version))));
        } catch (PersistenceException e) {
            throw DatasetProblem.VERSION_CONFLICT.because("Another version was added meanwhile; read it and try again");
        }
        return DatasetView.of(kept[0], version, reading);
    }

    private static void requireLatest(DatasetEntity dataset, int version) {
        if (dataset == null || dataset.latestVersion != version) {
            throw DatasetProblem.VERSION_CONFLICT.because("Another version was added meanwhile; read it and try again");
        }
    }

    /// Accepts fixes, or takes them back: exactly these hold afterwards. On a version that a forecast has read they
    /// make
    /// the next version.
    DatasetView fix(UUID actor, DatasetEntity dataset, List<String> ids, String ifMatch) throws IOException {
        DatasetService.requireUnchanged(dataset, ifMatch);
        Fixes fixes;
        try {
            fixes = Fixes.of(ids);
        } catch (IllegalArgumentException e) {
            throw DatasetProblem.FIX_INVALID.because(e.getMessage());
        }
        Located latest = service.locate(dataset, null)
                .orElseThrow(() -> DatasetProblem.DATASET_NOT_READY.because("Its first file is still read"));
        if (latest.version().made.equals(VersionEntity.Made.APPEND.word())
                && fixes.duplicates() != Fixes.Duplicates.LAST) {
            throw DatasetProblem.FIX_INVALID.because("In an appended version a new value stands for the old one");
        }
        if (latest.version().usedAt != null && !latest.version().fixIds().equals(fixes.ids())) {
            map(actor, dataset, MappingRequest.NOTHING, null);
            return fix(
                    actor, service.writable(Set.of(dataset.ownerId), dataset.id).orElseThrow(), ids, null);
        }
        String digest = digest(latest, fixes);
        Reading reading = service.reading(latest);
        DatasetEntity changed =
                await(() -> Panache.withTransaction(() -> datasets.owned(Set.of(dataset.ownerId), dataset.id)
                        .chain(found -> versions.findById(latest.version().key).chain(version -> {
                            requireLatest(found, version.key.version());
                            version.fixes = String.join(" ", fixes.ids());
                            version.seriesSha256 = digest;
                            found.revision++;
                            settle(found, reading, fixes);
                            return service.record(
                                            actor,
                                            found,
                                            "dataset.fixed",
                                            Map.of(
                                                    "fixes",
                                                    fixes.ids(),
                                                    "series_sha256",
                                                    digest,
                                                    "version",
                                                    version.key.version()))
                                    .replaceWith(found);
                        }))));
        return service.view(changed);
    }

    /// An answered question about duplicates is none any more.
    private static void settle(DatasetEntity dataset, Reading reading, Fixes fixes) {
        boolean open = reading.findings().stream()
                .filter(finding -> Inference.needsConfirmation(List.of(finding)))
                .anyMatch(finding ->
                        !finding.code().equals("DST_FOLD_OR_DUPLICATE") || fixes.duplicates() == Fixes.Duplicates.LAST);
        if (!open) {
            dataset.status = DatasetEntity.READY;
        }
    }

    private String digest(Located located, Fixes fixes) throws IOException {
        SeriesDigest digest = new SeriesDigest();
        ZoneId zone = ZoneId.of(service.reading(located).mapping().timezone());
        try (SeriesObject series = located.series(store)) {
            for (int ordinal = 0; ordinal < series.count(); ordinal++) {
                SeriesEntry entry = series.entry(ordinal);
                Observations fixed = fixes.applyTo(series.read(entry), entry.frequency(), zone);
                long[] times = fixed.times();
                double[] values = fixed.values();
                digest.begin(entry.seriesId().getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < times.length; i++) {
                    digest.take(times[i], values[i]);
                }
            }
        }
        return digest.finish();
    }

    Uni<List<VersionView>> list(UUID dataset) {
        return Panache.withSession(() -> versions.ofDataset(dataset))
                .map(found -> found.stream().map(VersionView::of).toList());
    }

    Optional<VersionDiff> diff(DatasetEntity dataset, int from, int to) throws IOException {
        Optional<Located> older = service.locate(dataset, from);
        Optional<Located> newer = service.locate(dataset, to);
        if (older.isEmpty() || newer.isEmpty()) {
            return Optional.empty();
        }
        try (SeriesObject before = older.get().series(store);
                SeriesObject after = newer.get().series(store)) {
            return Optional.of(VersionDiff.of(from, before, to, after));
        }
    }
}
