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
import java.util.Map;
import java.util.TreeMap;
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
        Map<String, List<Long>> histories = holding(subject);
        while (!histories.isEmpty()) {
            for (Map.Entry<String, List<Long>> history : histories.entrySet()) {
                if (!erasures.erase(history.getKey(), history.getValue())) {
                    throw CommonProblem.UNAVAILABLE.because("The log cannot commit now; ask again");
                }
                total += history.getValue().size();
            }
            histories = holding(subject);
        }
        return total;
    }

    /// What they did, and what is in their history: by the history's pseudonym.
    private Map<String, List<Long>> holding(UUID subject) {
        Map<String, List<Long>> entries = new TreeMap<>();
        database.preparedQuery("SELECT tenant, seq FROM search s WHERE (actor = $1 OR tenant = $2)"
                        + " AND EXISTS (SELECT FROM disclosure d WHERE d.seq = s.seq) ORDER BY seq LIMIT $3")
                .execute(Tuple.of(subject, keys.pseudonym(subject.toString()), AT_ONCE))
                .await()
                .atMost(DATABASE_LIMIT)
                .forEach(row -> entries.computeIfAbsent(row.getString(0), tenant -> new ArrayList<>())
                        .add(row.getLong(1)));
        return entries;
    }
}
