package dev.almanac.audit.search;

import dev.almanac.audit.keys.Disclosures;
import dev.almanac.audit.keys.LogConfig;
import dev.almanac.audit.publish.LogReader;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Entries as answers: the search row, and from the leaf what only it says.
@ApplicationScoped
class Events {

    private final EventRepository repository;
    private final LogReader log;
    private final Pool database;
    private final Duration skewLimit;

    Events(EventRepository repository, LogReader log, Pool database, LogConfig config) {
        this.repository = repository;
        this.log = log;
        this.database = database;
        this.skewLimit = config.clockSkew();
    }

    Uni<List<EventView>> newest(Visibility visible, EventFilter filter, long before, int limit) {
        return views(repository.newest(visible, filter, before, limit));
    }

    Uni<List<EventView>> oldest(Visibility visible, EventFilter filter, long after, int limit) {
        return views(repository.oldest(visible, filter, after, limit));
    }

    /// With the values beside the leaf.
    Uni<Optional<EventView>> one(Visibility visible, long seq) {
        return repository
                .one(visible, seq)
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : disclosures(seq)
                                .emitOn(Infrastructure.getDefaultExecutor())
                                .map(fields -> Optional.of(
                                        EventView.of(rows.getFirst(), leaf(rows.getFirst()), skewLimit, fields))));
    }

    Uni<Boolean> isVisible(Visibility visible, long seq) {
        return repository.isVisible(visible, seq);
    }

    private Uni<List<EventView>> views(Uni<List<EventRow>> rows) {
        return rows.emitOn(Infrastructure.getDefaultExecutor())
                .map(found -> found.stream()
                        .map(row -> EventView.of(row, leaf(row), skewLimit))
                        .toList());
    }

    private byte[] leaf(EventRow row) {
        return row.leaf() != null
                ? row.leaf()
                : log.leaf(row.seq())
                        .orElseThrow(() -> new IllegalStateException("Entry " + row.seq() + " has lost its leaf"));
    }

    private Uni<List<EventView.Disclosed>> disclosures(long seq) {
        return database.preparedQuery("SELECT name, salt, value FROM disclosure WHERE seq = $1 ORDER BY name")
                .execute(Tuple.of(seq))
                .map(rows -> {
                    List<EventView.Disclosed> fields = new ArrayList<>();
                    for (Row row : rows) {
                        String name = row.getString(0);
                        String salt = row.getString(1);
                        String value = row.getString(2);
                        String digest = Disclosures.digest(salt, name, value);
                        fields.add(new EventView.Disclosed(name, salt, value, digest));
                    }
                    return fields;
                });
    }
}
