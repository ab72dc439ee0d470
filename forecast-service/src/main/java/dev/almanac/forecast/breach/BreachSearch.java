package dev.almanac.forecast.breach;

import dev.almanac.forecast.dataset.BackgroundDatasetClient;
import dev.almanac.forecast.dataset.SeriesReads;
import dev.almanac.forecast.dataset.SeriesStream;
import dev.almanac.forecast.notice.Notice;
import dev.almanac.forecast.notice.Notices;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.forecast.upkeep.Chore;
import dev.almanac.forecast.webhook.NoticeType;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Looks for new versions of datasets that were forecast, and compares their values with what was said of them.
@ApplicationScoped
class BreachSearch implements Chore {

    private static final Logger LOG = Logger.getLogger(BreachSearch.class);
    private static final int DATASETS = 500;
    private static final int SERIES = 500;
    private static final long WAIT_MILLIS = 30_000;

    private final BreachRepository repository;
    private final BackgroundDatasetClient datasets;
    private final SeriesReads reads;
    private final Notices notices;
    private final AuditOutbox audit;
    private final Pool database;

    BreachSearch(
            BreachRepository repository,
            BackgroundDatasetClient datasets,
            SeriesReads reads,
            Notices notices,
            AuditOutbox audit,
            Pool database) {
        this.repository = repository;
        this.datasets = datasets;
        this.reads = reads;
        this.notices = notices;
        this.audit = audit;
        this.database = database;
    }

    @Override
    public String name() {
        return "interval-breaches";
    }

    @Override
    public String cron() {
        return "* * * * *";
    }

    @Override
    public int run() {
        repository.forgetOld();
        int compared = 0;
        List<UUID> some = repository.datasets(new UUID(0, 0), DATASETS);
        while (!some.isEmpty()) {
            Map<UUID, Integer> newest = datasets.newestVersions(some).await().indefinitely();
            for (Watched watched : repository.due(newest)) {
                compared += compared(watched, newest.get(watched.dataset())) ? 1 : 0;
            }
            some = repository.datasets(some.getLast(), DATASETS);
        }
        return compared;
    }

    /// What goes wrong with one forecast keeps nobody else from theirs.
    private boolean compared(Watched watched, int version) {
        try {
            Findings found = mayRead(watched) ? findings(watched, version) : new Findings();
            return database.withTransaction(connection -> keep(connection, watched, version, found))
                    .await()
                    .indefinitely();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Forecast %s is compared later: %s", watched.forecast(), e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Whether its creator is there, is not disabled and may still read the dataset.
    private boolean mayRead(Watched watched) {
        return watched.creator() != null
                && datasets.newest(watched.creator(), watched.dataset()).await().indefinitely()
                        instanceof BackgroundDatasetClient.Outcome.Ready;
    }

    private Findings findings(Watched watched, int version) throws IOException, InterruptedException {
        Findings found = new Findings();
        var opened = reads.open(watched.creator(), watched.dataset(), version, SeriesReads.Range.ALL);
        if (opened instanceof SeriesReads.Outcome.Opened(SeriesStream stream)) {
            try (stream) {
                Map<String, SeriesInput> some = some(stream);
                while (!some.isEmpty()) {
                    for (Promise promise : repository.promises(watched.forecast(), some.keySet())) {
                        found.add(promise, promise.compare(some.get(promise.series())));
                    }
                    some = some(stream);
                }
            }
        }
        return found;
    }

    private static Map<String, SeriesInput> some(SeriesStream stream) throws IOException, InterruptedException {
        Map<String, SeriesInput> some = new LinkedHashMap<>();
        while (some.size() < SERIES && !stream.ended()) {
            Optional<SeriesStream.Placed> next = stream.next(WAIT_MILLIS);
            if (next.isEmpty() && !stream.ended()) {
                throw new IOException("data-service sends nothing");
            }
            next.map(SeriesStream.Placed::series).ifPresent(series -> some.put(series.id(), series));
        }
        return some;
    }

    /// @return whether there was something to compare, and nobody else has done it
    private Uni<Boolean> keep(SqlConnection connection, Watched watched, int version, Findings found) {
        return repository
                .take(connection, watched, version)
                .chain(mine -> mine && found.arrived() == 0
                        ? repository.wasCompared(connection, watched.forecast()).map(before -> before && found.speaks())
                        : Uni.createFrom().item(mine))
                .call(counts -> counts
                        ? written(connection, watched, version, found)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> written(SqlConnection connection, Watched watched, int version, Findings found) {
        return repository
                .isNews(connection, watched.forecast(), found)
                .call(news -> repository.keep(connection, watched.forecast(), version, found))
                .call(news -> repository.endWatch(connection, watched, found.isWhole(watched.series())))
                .call(news -> audit.record(connection, event(watched, version, found)))
                .chain(news -> news
                        ? notices.tell(connection, notice(watched, version, found))
                        : Uni.createFrom().voidItem());
    }

    private static AuditEvent event(Watched watched, int version, Findings found) {
        Map<String, Object> data = facts(watched, version, found);
        return AuditEvent.by(
                watched.creator(),
                watched.owner(),
                "forecast.compared",
                "forecast/" + watched.forecast(),
                data,
                Map.of());
    }

    private static Notice notice(Watched watched, int version, Findings found) {
        Map<String, Object> data = facts(watched, version, found);
        data.put("id", watched.forecast());
        data.put("expected", BreachView.expected(found.arrived(), found.level()));
        String what = "%s, version %d: %d of %d values so far lie outside the %s %% interval that was forecast"
                .formatted(watched.name(), version, found.outside(), found.arrived(), percent(found.level()));
        return new Notice(
                NoticeType.FORECAST_BREACHED,
                watched.owner(),
                Set.of(watched.creator()),
                null,
                what,
                "/forecasts/" + watched.forecast(),
                data);
    }

    private static Map<String, Object> facts(Watched watched, int version, Findings found) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("dataset", watched.dataset().toString());
        facts.put("version", version);
        facts.put("level", found.level());
        facts.put("arrived", found.arrived());
        facts.put("outside", found.outside());
        return facts;
    }

    /// Such as `95` or `99.5`.
    private static String percent(double level) {
        return level == Math.rint(level) ? Integer.toString((int) level) : Double.toString(level);
    }
}
