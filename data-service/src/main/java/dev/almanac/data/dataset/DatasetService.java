package dev.almanac.data.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.data.storage.OwnerKeys;
import dev.almanac.data.storage.Vault;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.reader.Inference;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Datasets and their versions. Taking a file in blocks its (worker) thread; everything else is reactive.
@ApplicationScoped
class DatasetService {

    private final DatasetRepository datasets;
    private final VersionRepository versions;
    private final SeriesIndex index;
    private final Ingest ingest;
    private final OwnerKeys keys;
    private final AuditOutbox audit;
    private final ObjectMapper json;

    DatasetService(
            DatasetRepository datasets,
            VersionRepository versions,
            SeriesIndex index,
            Ingest ingest,
            OwnerKeys keys,
            AuditOutbox audit,
            ObjectMapper json) {
        this.datasets = datasets;
        this.versions = versions;
        this.index = index;
        this.ingest = ingest;
        this.keys = keys;
        this.audit = audit;
        this.json = json;
    }

    /// Takes an uploaded file in and answers when it is durable.
    ///
    /// @param actor who uploads
    /// @param owner the actor, or a team of theirs
    /// @param idempotencyKey the same key again answers the first result; null for none
    DatasetView create(UUID actor, UUID owner, String name, String idempotencyKey, InputStream body)
            throws IOException {
        Optional<DatasetView> earlier = idempotencyKey == null
                ? Optional.empty()
                : await(() -> Panache.withSession(() -> datasets.byIdempotencyKey(owner, idempotencyKey)
                        .chain(found -> found == null
                                ? Uni.createFrom().item(Optional.empty())
                                : view(found).map(Optional::of))));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        UUID id = Ids.next();
        Ingest.Ingested ingested = ingest.take(owner, id, 1, body);
        DatasetEntity dataset = new DatasetEntity();
        dataset.id = id;
        dataset.ownerId = owner;
        dataset.name = name;
        dataset.latestVersion = 1;
        dataset.status = ingested.needsConfirmation() ? "needs_confirmation" : "ready";
        dataset.idempotencyKey = idempotencyKey;
        dataset.createdAt = Moments.now();
        VersionEntity version = version(id, ingested);
        boolean kept = await(() -> Panache.withTransaction(() -> ErasedOwners.mayKeep(owner)
                .chain(may -> may
                        ? keep(actor, dataset, version).replaceWith(true)
                        : Uni.createFrom().item(false))));
        if (!kept) {
            ingest.discard(id, 1);
            throw CommonProblem.NOT_FOUND.because("The account or team of this dataset is gone");
        }
        await(() -> index.insert(id, 1, ingested.understood().entries()));
        return DatasetView.of(dataset, version, ingested.understood().reading());
    }

    Uni<Optional<DatasetView>> find(Set<UUID> owners, UUID id) {
        return Panache.withSession(() -> datasets.ofOwners(owners, id)
                .chain(found -> found == null
                        ? Uni.createFrom().item(Optional.empty())
                        : view(found).map(Optional::of)));
    }

    Uni<Page<DatasetView>> list(Set<UUID> owners, UUID before, int limit) {
        return Panache.withSession(() ->
                        datasets.newest(owners, before, limit + 1).chain(found -> views(found, 0, new ArrayList<>())))
                .map(views -> Page.of(views, limit, view -> view, DatasetView::id));
    }

    /// @param owners whose datasets the actor may change
    Uni<Boolean> delete(UUID actor, Set<UUID> owners, UUID id) {
        return Panache.withTransaction(() -> datasets.ofOwners(owners, id).chain(found -> {
            if (found == null) {
                return Uni.createFrom().item(false);
            }
            found.deletedAt = Moments.now();
            return audit.record(
                            AuditEvent.by(actor, found.ownerId, "dataset.deleted", "dataset/" + id, Map.of(), Map.of()))
                    .replaceWith(true);
        }));
    }

    /// The version's key and place; empty when none of the owners has such a dataset. Blocks.
    Optional<Located> locate(Set<UUID> owners, UUID id, Integer wantedVersion) {
        DatasetEntity dataset = await(() -> Panache.withSession(() -> datasets.ofOwners(owners, id)));
        if (dataset == null) {
            return Optional.empty();
        }
        int number = wantedVersion == null ? dataset.latestVersion : wantedVersion;
        VersionEntity version =
                await(() -> Panache.withSession(() -> versions.findById(new VersionEntity.Key(id, number))));
        return Optional.ofNullable(version)
                .map(found -> new Located(dataset, found, keys.open(dataset.ownerId, id, number, found.wrappedKey)));
    }

    Reading reading(VersionEntity version) {
        try {
            return json.readValue(version.reading, Reading.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stored reading of " + version.key + " is damaged", e);
        }
    }

    /// Reads the file again under the owner's mapping and marks it confirmed. Blocks.
    DatasetView confirm(UUID actor, Located located, Inference inference) throws IOException {
        UUID id = located.dataset().id;
        int number = located.version().key.version();
        Ingest.Understood understood = ingest.again(id, number, located.vault(), inference);
        await(() -> index.deleteAll(id, number).chain(() -> index.insert(id, number, understood.entries())));
        return await(() -> Panache.withTransaction(() -> datasets.ofOwners(Set.of(located.dataset().ownerId), id)
                .invoke(dataset -> requireThere(dataset, id, number))
                .chain(dataset -> versions.findById(located.version().key).chain(version -> {
                    dataset.status = "ready";
                    apply(version, understood);
                    Map<String, Object> data = Map.of("series_sha256", version.seriesSha256, "version", number);
                    return audit.record(AuditEvent.by(
                                    actor,
                                    dataset.ownerId,
                                    "dataset.mapping-confirmed",
                                    "dataset/" + id,
                                    data,
                                    Map.of()))
                            .replaceWith(() -> DatasetView.of(dataset, version, understood.reading()));
                }))));
    }

    /// Writes down that a whole file was taken out.
    void downloaded(UUID actor, Located located) {
        DatasetEntity dataset = located.dataset();
        AuditEvent event = AuditEvent.by(
                actor,
                dataset.ownerId,
                "dataset.downloaded",
                "dataset/" + dataset.id,
                Map.of("version", located.version().key.version()),
                Map.of());
        await(() -> Panache.withTransaction(() -> audit.record(event)));
    }

    /// A dataset may be erased while its file is read again; what that wrote goes too.
    private void requireThere(DatasetEntity dataset, UUID id, int version) {
        if (dataset == null) {
            ingest.discard(id, version);
            throw CommonProblem.NOT_FOUND.because("No dataset " + id + " of yours");
        }
    }

    private Uni<Void> keep(UUID actor, DatasetEntity dataset, VersionEntity version) {
        return datasets.persist(dataset)
                .chain(() -> versions.persistAndFlush(version))
                .chain(() -> audit.record(created(actor, dataset, version)));
    }

    private VersionEntity version(UUID dataset, Ingest.Ingested ingested) {
        VersionEntity version = new VersionEntity();
        version.key = new VersionEntity.Key(dataset, 1);
        version.sizeBytes = ingested.received().size();
        version.sha256 = ingested.received().sha256();
        version.wrappedKey = ingested.wrappedKey();
        apply(version, ingested.understood());
        return version;
    }

    private void apply(VersionEntity version, Ingest.Understood understood) {
        version.rowCount = understood.rows();
        version.seriesCount = understood.entries().size();
        version.seriesSha256 = understood.seriesSha256();
        try {
            version.reading = json.writeValueAsString(understood.reading());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A reading cannot be written", e);
        }
    }

    private static AuditEvent created(UUID actor, DatasetEntity dataset, VersionEntity version) {
        Map<String, Object> data = Map.of(
                "dataset_sha256", version.sha256,
                "series_sha256", version.seriesSha256,
                "rows", version.rowCount,
                "series", version.seriesCount,
                "version", version.key.version());
        return AuditEvent.by(
                actor, dataset.ownerId, "dataset.created", "dataset/" + dataset.id, data, Map.of("name", dataset.name));
    }

    private Uni<DatasetView> view(DatasetEntity dataset) {
        return versions.findById(new VersionEntity.Key(dataset.id, dataset.latestVersion))
                .map(version -> DatasetView.of(dataset, version, reading(version)));
    }

    /// One after the other: a Hibernate session takes one query at a time.
    private Uni<List<DatasetView>> views(List<DatasetEntity> found, int next, List<DatasetView> views) {
        return next == found.size()
                ? Uni.createFrom().item(views)
                : view(found.get(next)).invoke(views::add).chain(() -> views(found, next + 1, views));
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// A version that its owner may read, with its opened key.
    record Located(DatasetEntity dataset, VersionEntity version, Vault vault) {}
}
