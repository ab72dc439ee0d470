package dev.almanac.audit.erase;

import dev.almanac.audit.append.Erasures;
import dev.almanac.audit.keys.LogKeys;
import dev.almanac.kit.problem.CommonProblem;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Finds the entries that hold values of a person or team, and has those values go in the transaction that logs it.
@ApplicationScoped
class Erasure {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);
    private static final int AT_ONCE = 4_000;

    private final Pool database;
    private final LogKeys keys;
    private final Erasures erasures;

    Erasure(Pool database, LogKeys keys, Erasures erasures) {
        this.database = database;
        this.keys = keys;
        this.erasures = erasures;
    }

    /// Blocks until all is gone.
    ///
    /// @return how many entries have lost values
    long erase(UUID subject) {
        long total = 0;
        List<Long> entries = holding(subject);
        while (!entries.isEmpty()) {
            if (!erasures.erase(subject.toString(), entries)) {
                throw CommonProblem.UNAVAILABLE.because("The log cannot commit now; ask again");
            }
            total += entries.size();
            entries = holding(subject);
        }
        return total;
    }

    /// What they did, and what is in their history.
    private List<Long> holding(UUID subject) {
        List<Long> entries = new ArrayList<>();
        database.preparedQuery("SELECT seq FROM search s WHERE (actor = $1 OR tenant = $2)"
                        + " AND EXISTS (SELECT FROM disclosure d WHERE d.seq = s.seq) ORDER BY seq LIMIT $3")
                .execute(Tuple.of(subject, keys.pseudonym(subject.toString()), AT_ONCE))
                .await()
                .atMost(DATABASE_LIMIT)
                .forEach(row -> entries.add(row.getLong(0)));
        return entries;
    }
}
