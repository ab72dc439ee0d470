package dev.almanac.auth.revocation;

import dev.almanac.kit.security.Revocation;
import dev.almanac.kit.security.RevocationFeed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads revocations from our own table: for this service itself, and for the others. The number that a reader asks on
/// from is a transaction's. Only those are shown before which nothing is open any more, so that no reader ever passes
/// one that becomes visible late.
@ApplicationScoped
public class StoredRevocationFeed implements RevocationFeed {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int LOOKS = 80;

    private static final String NEXT = """
            SELECT kind, subject, generation, until, txid::text::bigint AS number FROM revocation
            WHERE txid > $1::text::xid8 AND txid < pg_snapshot_xmin(pg_current_snapshot()) AND until > now()
            ORDER BY txid, seq""";

    private final Pool database;

    StoredRevocationFeed(Pool database) {
        this.database = database;
    }

    @Override
    public Uni<Revocation.Batch> after(long number) {
        return look(number, LOOKS);
    }

    private Uni<Revocation.Batch> look(long number, int left) {
        return read(number)
                .chain(batch -> batch.items().isEmpty() && number >= 0 && left > 1
                        ? Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(LOOK_EVERY)
                                .chain(() -> look(number, left - 1))
                        : Uni.createFrom().item(batch));
    }

    private Uni<Revocation.Batch> read(long number) {
        return database.preparedQuery(NEXT)
                .execute(Tuple.of(Long.toString(Math.max(0, number))))
                .map(rows -> batch(number, rows));
    }

    private static Revocation.Batch batch(long number, RowSet<Row> rows) {
        List<Revocation> items = new ArrayList<>();
        long last = Math.max(0, number);
        for (Row row : rows) {
            items.add(new Revocation(
                    row.getString("kind"),
                    row.getUUID("subject"),
                    row.getLong("generation"),
                    row.getOffsetDateTime("until").toInstant()));
            last = row.getLong("number");
        }
        return new Revocation.Batch(last, items);
    }
}
