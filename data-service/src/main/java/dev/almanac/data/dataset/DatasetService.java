package dev.almanac.data.dataset;

import static dev.almanac.data.dataset.Waiting.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.data.ingest.Ingest;
import dev.almanac.data.ingest.IngestWatch;
import dev.almanac.data.ingest.Stored;
import dev.almanac.data.ingest.UploadConfig;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.data.keys.Vault;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.reader.Wishes;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Datasets: made, found, renamed, deleted and had back. What takes files in or opens keys blocks its (worker) thread;
/// everything else is reactive. Over 250 lines: the life of one thing.
@RegisterForReflection(targets = Reading.class)
@ApplicationScoped
class DatasetService {

    private static final int LONGEST_KEY = 255;

    private final DatasetRepository datasets;
    private final VersionRepository versions;
    private final Ingest ingest;
    private final Quota quota;
    private final OwnerKeys keys;
    private final IngestRows running;
    private final AuditOutbox audit;
    private final ObjectMapper json;
    private final Duration grace;

    DatasetService(
            DatasetRepository datasets,
            VersionRepository versions,
            Ingest ingest,
            Quota quota,
            OwnerKeys keys,
            IngestRows running,
            AuditOutbox audit,
            ObjectMapper json,
            UploadConfig config) {
        this.datasets = datasets;
        this.versions = versions;
        this.ingest = ingest;
        this.quota = quota;
        this.keys = keys;
        this.running = running;
        this.audit = audit;
        this.json = json;
        this.grace = config.grace();
    }

    /// Who asks for what.
    ///
    /// @param actor who uploads
    /// @param owner the actor, or a team of theirs
    /// @param idempotencyKey the same key again answers the first result; null for none
    /// @param digest SHA-256 in hexadecimal that the bytes must have, null for any
    record Upload(UUID actor, UUID owner, String name, String idempotencyKey, String digest) {}

    /// Takes an uploaded file in and answers when it is durable. Blocks.
    DatasetView create(Upload upload, InputStream body) throws IOException {
        Optional<DatasetView> earlier = earlier(upload.owner(), upload.idempotencyKey());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        quota.requireRoom(upload.owner(), upload.owner().equals(upload.actor()), 1, 0);
        UUID id = Ids.next();
        UUID object = Ids.next();
        Stored stored = ingest.take(
                new Ingest.Order(
                        upload.owner(),
                        id,
                        object,
                        Wishes.NONE,
                        upload.digest(),
                        Ingest.Before.NOTHING,
                        IngestWatch.NONE),
                body);
        DatasetEntity dataset = DatasetEntity.of(
                id,
                upload.owner(),
                upload.name(),
                DatasetEntity.status(stored.report().needsConfirmation()),
                Moments.now());
        dataset.idempotencyKey = upload.idempotencyKey();
        VersionEntity version =
                VersionEntity.of(id, 1, object, VersionEntity.Made.UPLOAD, upload.actor(), dataset.createdAt);
        Reading reading = fill(upload.owner(), version, stored);
        try {
            keep(
                    id,
                    object,
                    upload.owner(),
                    () -> datasets.persist(dataset)
                            .chain(() -> versions.persistAndFlush(version))
                            .chain(() -> audit.record(created(upload.actor(), dataset, version))));
        } catch (PersistenceException e) {
            return earlier(upload.owner(), upload.idempotencyKey()).orElseThrow(() -> e); // the same key, at once
        }
        return DatasetView.of(dataset, version, reading);
    }

    /// What the file holds, into its row.
    Reading fill(UUID owner, VersionEntity version, Stored stored) {
        version.take(stored);
        if (stored.sha256() != null) {
            version.sizeBytes = stored.size();
            version.sha256 = stored.sha256();
        }
        Reading reading = Reading.of(stored.report());
        seal(keys.open(owner, version.objectId, 0, stored.key()), version, reading);
        return reading;
    }

    void seal(Vault vault, VersionEntity version, Reading reading) {
        try {
            version.sealedReading = vault.seal(json.writeValueAsBytes(reading), Reading.role(version));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A reading cannot be written", e);
        }
    }

    /// Keeps rows unless their owner was erased meanwhile; then the objects go too. After a failure the objects stay:
    /// the rows may be there all the same, and if they are not, the objects are orphans.
    void keep(UUID dataset, UUID object, UUID owner, Supplier<Uni<Void>> rows) throws IOException {
        boolean kept = await(() -> Panache.withTransaction(() -> ErasedOwners.mayKeep(owner)
                .chain(may ->
                        may ? rows.get().replaceWith(true) : Uni.createFrom().item(false))));
        if (!kept) {
            ingest.discard(dataset, object);
            throw CommonProblem.NOT_FOUND.because("The account or team of this dataset is gone");
        }
    }

    /// What an earlier call with the same key made. Blocks.
    private Optional<DatasetView> earlier(UUID owner, String idempotencyKey) {
        if (idempotencyKey == null) {
            return Optional.empty();
        }
        requireShort(idempotencyKey);
        DatasetEntity found = await(() -> Panache.withSession(() -> datasets.byIdempotencyKey(owner, idempotencyKey)));
        return found == null ? Optional.empty() : Optional.of(view(found));
    }

    static void requireShort(String idempotencyKey) {
        if (idempotencyKey.length() > LONGEST_KEY) {
            throw CommonProblem.VALIDATION_FAILED.because(
                    "Idempotency-Key takes at most " + LONGEST_KEY + " characters");
        }
    }

    /// The dataset with all that is known of it. Blocks.
    Optional<DatasetView> find(Set<UUID> people, UUID id) {
        return readable(people, id).map(this::view);
    }

    Optional<DatasetEntity> readable(Set<UUID> people, UUID id) {
        return Optional.ofNullable(await(() -> Panache.withSession(() -> datasets.readable(people, id))));
    }

    Optional<DatasetEntity> writable(Set<UUID> people, UUID id) {
        return Optional.ofNullable(await(() -> Panache.withSession(() -> datasets.writable(people, id))));
    }

    DatasetView view(DatasetEntity dataset) {
        VersionEntity version = version(dataset.id, dataset.latestVersion);
        if (version == null) {
            return DatasetView.without(dataset, running.failure(dataset), running.progress(dataset.id));
        }
        if (version.format < VersionEntity.FORMAT) {
            return DatasetView.without(dataset, DatasetView.Quality.OF_AN_OLD_FORM, null);
        }
        return DatasetView.of(dataset, version, reading(located(dataset, version)));
    }

    Uni<Page<DatasetView>> list(Set<UUID> people, UUID before, int limit, boolean deleted) {
        return Panache.withSession(() -> (deleted
                                ? datasets.newestDeleted(people, before, limit + 1)
                                : datasets.newest(people, before, limit + 1))
                        .chain(found -> versions.latest(found.stream()
                                        .map(dataset -> dataset.id)
                                        .toList())
                                .map(latest -> views(found, latest))))
                .map(views -> Page.of(views, limit, view -> view, DatasetView::id));
    }

    private static List<DatasetView> views(List<DatasetEntity> found, List<VersionEntity> latest) {
        Map<UUID, VersionEntity> byDataset =
                latest.stream().collect(Collectors.toMap(version -> version.key.datasetId(), Function.identity()));
        List<DatasetView> views = new ArrayList<>();
        found.forEach(dataset -> views.add(DatasetView.of(dataset, byDataset.get(dataset.id), null)));
        return views;
    }

    Uni<Boolean> delete(UUID actor, Set<UUID> owners, UUID id) {
        return Panache.withTransaction(() -> datasets.ownedHeld(owners, id).chain(found -> {
            if (found == null) {
                return Uni.createFrom().item(false);
            }
            found.deletedAt = Moments.now();
            found.revision++;
            return record(actor, found, "dataset.deleted", Map.of()).replaceWith(true);
        }));
    }

    /// Within the days of grace a deleted dataset comes back as it was.
    Uni<Boolean> restore(UUID actor, Set<UUID> owners, UUID id) {
        return Panache.withTransaction(() -> datasets.deletedHeld(
                        owners, id, Moments.now().minus(grace))
                .chain(found -> {
                    if (found == null) {
                        return Uni.createFrom().item(false);
                    }
                    found.deletedAt = null;
                    found.status = found.status.equals(DatasetEntity.INGESTING) ? DatasetEntity.FAILED : found.status;
                    found.revision++;
                    return record(actor, found, "dataset.restored", Map.of()).replaceWith(true);
                }));
    }

    Uni<Boolean> rename(UUID actor, Set<UUID> people, UUID id, String name, String ifMatch) {
        return Panache.withTransaction(() -> datasets.writableHeld(people, id).chain(found -> {
            if (found == null) {
                return Uni.createFrom().item(false);
            }
            requireUnchanged(found, ifMatch);
            found.name = name;
            found.revision++;
            return audit.record(AuditEvent.by(
                            actor, found.ownerId, "dataset.renamed", "dataset/" + id, Map.of(), Map.of("name", name)))
                    .replaceWith(true);
        }));
    }

    /// @param ifMatch the tag that the client has seen, null for any
    static void requireUnchanged(DatasetEntity dataset, String ifMatch) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(dataset.tag())) {
            throw DatasetProblem.PRECONDITION_FAILED.because("It is now " + dataset.tag() + "; read it again");
        }
    }

    /// The version's keys and place; empty when there is none that these people may read. Blocks.
    Optional<Located> locate(Set<UUID> people, UUID id, Integer wantedVersion) {
        return readable(people, id).flatMap(dataset -> locate(dataset, wantedVersion));
    }

    Optional<Located> locate(DatasetEntity dataset, Integer wantedVersion) {
        int number = wantedVersion == null ? dataset.latestVersion : wantedVersion;
        return Optional.ofNullable(version(dataset.id, number))
                .filter(version -> version.format == VersionEntity.FORMAT)
                .map(version -> located(dataset, version));
    }

    private VersionEntity version(UUID dataset, int number) {
        return await(() -> Panache.withSession(() -> versions.findById(new VersionEntity.Key(dataset, number))));
    }

    private Located located(DatasetEntity dataset, VersionEntity version) {
        Vault vault = open(dataset, version);
        VersionEntity source = version.contentVersion == null ? version : version(dataset.id, version.contentVersion);
        return new Located(dataset, version, vault, source, source == version ? vault : open(dataset, source));
    }

    private Vault open(DatasetEntity dataset, VersionEntity version) {
        return keys.open(dataset.ownerId, version.objectId, 0, version.wrapped());
    }

    Reading reading(Located located) {
        try {
            return json.readValue(
                    located.vault().open(located.version().sealedReading, Reading.role(located.version())),
                    Reading.class);
        } catch (IOException e) {
            throw new IllegalStateException("The stored reading of " + located.version().key + " is damaged", e);
        }
    }

    /// Writes down that a whole file was taken out. Blocks.
    void downloaded(UUID actor, Located located) {
        await(() -> Panache.withTransaction(() -> record(
                actor,
                located.dataset(),
                "dataset.downloaded",
                Map.of("version", located.version().key.version()))));
    }

    /// A forecast reads the version: from now on it does not change any more. Blocks.
    void used(Located located) {
        if (located.version().usedAt == null) {
            await(() -> Panache.withTransaction(() -> versions.update(
                    "usedAt = ?1 where key = ?2 and usedAt is null", Moments.now(), located.version().key)));
        }
    }

    Uni<Void> record(UUID actor, DatasetEntity dataset, String type, Map<String, Object> data) {
        return audit.record(AuditEvent.by(actor, dataset.ownerId, type, "dataset/" + dataset.id, data, Map.of()));
    }

    static Map<String, Object> facts(VersionEntity version) {
        return Map.of(
                "dataset_sha256", version.sha256,
                "series_sha256", version.seriesSha256,
                "rows", version.rowCount,
                "series", version.seriesCount,
                "version", version.key.version());
    }

    static AuditEvent created(UUID actor, DatasetEntity dataset, VersionEntity version) {
        return AuditEvent.by(
                actor,
                dataset.ownerId,
                "dataset.created",
                "dataset/" + dataset.id,
                facts(version),
                Map.of("name", dataset.name));
    }
}
