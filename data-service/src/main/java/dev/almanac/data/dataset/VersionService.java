package dev.almanac.data.dataset;

import static dev.almanac.data.dataset.Waiting.await;

import dev.almanac.data.ingest.Ingest;
import dev.almanac.data.ingest.IngestWatch;
import dev.almanac.data.ingest.Stored;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.series.SeriesDigest;
import dev.almanac.data.series.SeriesEntry;
import dev.almanac.data.series.SeriesObject;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.ProblemException;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What changes a dataset's series: a new file, another mapping, accepted fixes. A version that a forecast has read
/// stays as it is; what would change it makes the next one. Blocks its (worker) thread. Over 250 lines:
/// every change ends in the same rules of what may follow the latest version.
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
    /// @param person whether the owner is a person, not a team
    DatasetView add(
            UUID actor,
            DatasetEntity dataset,
            boolean append,
            String idempotencyKey,
            String digest,
            String ifMatch,
            boolean person,
            InputStream body)
            throws IOException {
        if (idempotencyKey != null) {
            DatasetService.requireShort(idempotencyKey);
            VersionEntity earlier =
                    await(() -> Panache.withSession(() -> versions.byIdempotencyKey(dataset.id, idempotencyKey)));
            if (earlier != null) {
                return made(dataset, earlier);
            }
        }
        DatasetService.requireUnchanged(dataset, ifMatch);
        Located latest = latest(dataset);
        if (append && !dataset.status.equals(DatasetEntity.READY)) {
            throw DatasetProblem.MAPPING_UNCONFIRMED.because("Confirm the mapping of what is there first");
        }
        quota.requireRoom(dataset.ownerId, person, 0, 0);
        int number = dataset.latestVersion + 1;
        UUID object = Ids.next();
        Fixes chosen = append ? latest.version().chosen() : Fixes.NONE;
        Ingest.Before before = append ? sink -> tell(latest, chosen, sink) : Ingest.Before.NOTHING;
        Stored stored = ingest.take(
                new Ingest.Order(
                        dataset.ownerId,
                        dataset.id,
                        object,
                        likeBefore(latest, append),
                        digest,
                        before,
                        IngestWatch.NONE),
                body);
        VersionEntity version = VersionEntity.of(
                dataset.id,
                number,
                object,
                append ? VersionEntity.Made.APPEND : VersionEntity.Made.REPLACE,
                actor,
                Moments.now());
        version.idempotencyKey = idempotencyKey;
        Reading reading = service.fill(dataset.ownerId, version, stored);
        fixGaps(dataset, version, reading, chosen);
        try {
            return next(
                    actor,
                    dataset,
                    version,
                    reading,
                    new Seen(ifMatch, append ? latest.version() : null),
                    "dataset.version-added");
        } catch (ProblemException e) {
            VersionEntity twin = idempotencyKey == null
                    ? null
                    : await(() -> Panache.withSession(() -> versions.byIdempotencyKey(dataset.id, idempotencyKey)));
            if (twin == null) {
                throw e;
            }
            return made(dataset, twin); // the same key, at once
        }
    }

    /// What an earlier call with the same key made.
    private DatasetView made(DatasetEntity dataset, VersionEntity version) {
        Located located = service.locate(dataset, version.key.version())
                .orElseThrow(() -> DatasetProblem.VERSION_CONFLICT.because("What this key made is gone"));
        return DatasetView.of(dataset, version, service.reading(located));
    }

    /// What was chosen for gaps holds for appended observations too; repeats of the old ones are settled already.
    private void fixGaps(DatasetEntity dataset, VersionEntity version, Reading reading, Fixes chosen)
            throws IOException {
        Fixes gaps = new Fixes(Fixes.Duplicates.LAST, chosen.gaps());
        if (!gaps.ids().isEmpty()) {
            Vault vault = keys.open(dataset.ownerId, version.objectId, 0, version.wrapped());
            version.fixes = String.join(" ", gaps.ids());
            version.seriesSha256 = digest(new Located(dataset, version, vault, version, vault), reading, gaps);
        }
    }

    /// What is appended is read as what is there, which its owner knows; a whole file only as far as its owner said so.
    private Wishes likeBefore(Located latest, boolean append) {
        Mapping mapping = service.reading(latest).mapping();
        if (!append) {
            String format = mapping.isSaid("time_format") ? mapping.timeFormat() : null;
            String zone = mapping.isSaid("timezone") ? mapping.timezone() : null;
            return new Wishes(null, null, null, null, null, null, null, null, null, null, format, zone, null);
        }
        boolean tall = mapping.layout().equals(Mapping.LONG);
        return new Wishes(
                null,
                null,
                mapping.decimal(),
                mapping.thousands() == null ? "" : mapping.thousands(),
                null,
                mapping.layout(),
                mapping.ids(),
                mapping.timeColumn(),
                mapping.timeOfDayColumn() == null ? "" : mapping.timeOfDayColumn(),
                tall ? mapping.valueColumns() : null,
                mapping.timeFormat(),
                mapping.timezone(),
                null);
    }

    private void tell(Located located, Fixes chosen, SeriesReader.Sink sink) throws IOException {
        Fixes single = new Fixes(chosen.duplicates(), Fixes.Gaps.NOTHING);
        try (SeriesObject series = located.series(store)) {
            for (int ordinal = 0; ordinal < series.count(); ordinal++) {
                SeriesEntry entry = series.entry(ordinal);
                Observations observations = single.applyTo(series.read(entry), null, ZoneOffset.UTC);
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
        Located latest = latest(dataset);
        VersionEntity old = latest.version();
        if (latest.source().made.equals(VersionEntity.Made.APPEND.word())) {
            throw DatasetProblem.MAPPING_INVALID.because(
                    "Version " + latest.source().key.version() + " was appended and is only a part of the series;"
                            + " replace it by a whole file to read that in another way");
        }
        Wishes wishes = request.over(service.reading(latest).mapping());
        UUID object = Ids.next();
        OwnerKeys.Fresh fresh = keys.fresh(dataset.ownerId, object, 0);
        Stored stored = ingest.again(
                new Ingest.Order(
                        dataset.ownerId, dataset.id, object, wishes, null, Ingest.Before.NOTHING, IngestWatch.NONE),
                fresh,
                latest.content(),
                latest.source().objectId,
                old.fileCoding());
        VersionEntity version = VersionEntity.of(
                dataset.id, dataset.latestVersion + 1, object, VersionEntity.Made.MAPPING, actor, Moments.now());
        version.contentVersion = old.content();
        version.sizeBytes = old.sizeBytes;
        version.sha256 = old.sha256;
        Reading reading = service.fill(dataset.ownerId, version, stored);
        return next(actor, dataset, version, reading, new Seen(ifMatch, null), "dataset.mapping-confirmed");
    }

    /// What a change was made from, and must still be so when it is kept.
    ///
    /// @param tag that the client has seen, null for any
    /// @param base version whose fixes were applied, null for none
    private record Seen(String tag, VersionEntity base) {}

    private DatasetView next(
            UUID actor, DatasetEntity seen, VersionEntity version, Reading reading, Seen from, String event)
            throws IOException {
        DatasetEntity[] kept = new DatasetEntity[1];
        try {
            service.keep(
                    seen.id,
                    version.objectId,
                    seen.ownerId,
                    () -> datasets.ownedHeld(Set.of(seen.ownerId), seen.id)
                            .invoke(dataset -> {
                                requireLatest(dataset, version.key.version() - 1);
                                DatasetService.requireUnchanged(dataset, from.tag());
                                dataset.latestVersion++;
                                dataset.revision++;
                                dataset.status = status(reading, version.chosen());
                                kept[0] = dataset;
                            })
                            .chain(() -> requireSameFixes(from.base()))
                            .chain(() -> versions.persistAndFlush(version))
                            .chain(() -> service.record(actor, seen, event, DatasetService.facts(version))));
        } catch (PersistenceException e) {
            throw conflict();
        }
        return DatasetView.of(kept[0], version, reading);
    }

    /// Fixes that were accepted while a file was read must not be lost.
    private Uni<Void> requireSameFixes(VersionEntity base) {
        return base == null
                ? Uni.createFrom().voidItem()
                : versions.findById(base.key)
                        .invoke(now -> {
                            if (!now.fixes.equals(base.fixes)) {
                                throw conflict();
                            }
                        })
                        .replaceWithVoid();
    }

    private static void requireLatest(DatasetEntity dataset, int version) {
        if (dataset == null || dataset.latestVersion != version) {
            throw conflict();
        }
    }

    private static ProblemException conflict() {
        return DatasetProblem.VERSION_CONFLICT.because("Another version was added meanwhile; read it and try again");
    }

    private Located latest(DatasetEntity dataset) {
        return service.locate(dataset, null)
                .orElseThrow(() -> DatasetProblem.DATASET_NOT_READY.because("Its first file is still read"));
    }

    /// Accepts fixes, or takes them back: exactly these hold afterwards. On a version that a forecast has read they
    /// make the next version, of the same objects.
    DatasetView fix(UUID actor, DatasetEntity dataset, List<String> ids, String ifMatch) throws IOException {
        DatasetService.requireUnchanged(dataset, ifMatch);
        Fixes fixes = fixes(ids);
        Located latest = latest(dataset);
        if (latest.source().made.equals(VersionEntity.Made.APPEND.word())
                && fixes.duplicates() != Fixes.Duplicates.LAST) {
            throw DatasetProblem.FIX_INVALID.because("In an appended version a new value stands for the old one");
        }
        Reading reading = service.reading(latest);
        String digest = digest(latest, reading, fixes);
        if (latest.version().usedAt != null && !latest.version().fixIds().equals(fixes.ids())) {
            VersionEntity next = latest.version().again(actor, Moments.now());
            next.fixes = String.join(" ", fixes.ids());
            next.seriesSha256 = digest;
            service.seal(latest.vault(), next, reading);
            return next(actor, dataset, next, reading, new Seen(ifMatch, null), "dataset.fixed");
        }
        DatasetEntity changed = await(() -> Panache.withTransaction(() -> datasets.ownedHeld(
                        Set.of(dataset.ownerId), dataset.id)
                .chain(found -> {
                    requireLatest(found, latest.version().key.version());
                    DatasetService.requireUnchanged(found, ifMatch);
                    found.revision++;
                    found.status = status(reading, fixes);
                    return chosen(actor, found, latest.version(), fixes, digest).replaceWith(found);
                })));
        return service.view(changed);
    }

    private Uni<Void> chosen(UUID actor, DatasetEntity dataset, VersionEntity seen, Fixes fixes, String digest) {
        String words = String.join(" ", fixes.ids());
        return versions.update(
                        "fixes = ?1, seriesSha256 = ?2 where key = ?3 and (usedAt is null or fixes = ?1)",
                        words,
                        digest,
                        seen.key)
                .invoke(count -> {
                    if (count == 0) {
                        throw conflict(); // a forecast has read it meanwhile
                    }
                })
                .chain(() -> service.record(
                        actor,
                        dataset,
                        "dataset.fixed",
                        Map.of("fixes", fixes.ids(), "series_sha256", digest, "version", seen.key.version())));
    }

    private static Fixes fixes(List<String> ids) {
        try {
            return Fixes.of(ids);
        } catch (IllegalArgumentException e) {
            throw DatasetProblem.FIX_INVALID.because(e.getMessage());
        }
    }

    /// A question about repeats is answered by a choice of what to do with them.
    private static String status(Reading reading, Fixes fixes) {
        boolean open = reading.findings().stream()
                .filter(finding -> Inference.needsConfirmation(List.of(finding)))
                .anyMatch(finding ->
                        !finding.code().equals("DST_FOLD_OR_DUPLICATE") || fixes.duplicates() == Fixes.Duplicates.LAST);
        return DatasetEntity.status(open);
    }

    private String digest(Located located, Reading reading, Fixes fixes) throws IOException {
        SeriesDigest digest = new SeriesDigest();
        ZoneId zone = ZoneId.of(reading.mapping().timezone());
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
