package dev.almanac.audit.append;

import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/// Makes the tables that a batch's rows fall into, before the first of them comes.
final class Partitions {

    /// Entries in a partition: a hash of level 2 of the tiles stands for one.
    static final int ENTRIES = 65_536;

    /// Attaching locks nobody out who reads the whole, as making a partition at once would.
    private static final String MAKE = """
            DO $$ BEGIN
                IF to_regclass('%1$s') IS NULL THEN
                    CREATE TABLE %1$s (LIKE %2$s INCLUDING ALL);
                    ALTER TABLE %2$s ATTACH PARTITION %1$s FOR VALUES FROM (%3$s);
                END IF;
            END $$""";

    private final Set<String> made = new HashSet<>();

    void forget() {
        made.clear();
    }

    void ensure(SqlConnection connection, Batch batch) {
        long last = batch.edge.size() - 1;
        for (long part = batch.firstSeq() / ENTRIES; part <= last / ENTRIES; part++) {
            ensure(connection, "entry", Long.toString(part), part * ENTRIES + ") TO (" + (part + 1) * ENTRIES);
        }
        YearMonth month = YearMonth.from(batch.recorded.atOffset(ZoneOffset.UTC));
        String name = "%d_%02d".formatted(month.getYear(), month.getMonthValue());
        ensure(connection, "search", name, "'%s-01Z') TO ('%s-01Z'".formatted(month, month.plusMonths(1)));
    }

    private void ensure(SqlConnection connection, String table, String suffix, String range) {
        String name = table + "_" + suffix;
        if (made.contains(name)) {
            return;
        }
        BatchWriter.run(connection, MAKE.formatted(name, table, range), Tuple.tuple());
        made.add(name);
    }
}
