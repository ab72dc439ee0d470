package dev.almanac.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.audit.AuditApi;
import dev.almanac.audit.Database;
import dev.almanac.audit.Eventually;
import dev.almanac.kit.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever holds the database changes a row behind the service's back; the verification names it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TamperTest {

    private static final List<String> TABLES = List.of(
            "entry",
            "search",
            "disclosure",
            "idempotency",
            "tile",
            "checkpoint",
            "tenant_head",
            "log_state",
            "tenant_tree",
            "tenant_tile");

    @Inject
    Verifier verifier;

    private long first;
    private long size;

    @BeforeEach
    void logSomeMore() throws Exception {
        String run = UUID.randomUUID().toString();
        UUID user = UUID.randomUUID();
        first = AuditApi.seqs(IntStream.range(0, 300)
                        .mapToObj(i -> AuditApi.event(user, i + run, "dataset.created", "dataset/" + i))
                        .toArray(String[]::new))
                .getFirst();
        Eventually.holds("nothing of our own waits", () -> Database.number("SELECT count(*) FROM own_event") == 0);
        size = Database.number("SELECT size FROM log_state");
        for (String table : TABLES) {
            Database.run("DROP TABLE IF EXISTS before_" + table);
            Database.run("CREATE TABLE before_" + table + " AS SELECT * FROM " + table);
        }
        assertSound();
    }

    @Test
    void aChangedByteOfALeafIsFound() throws Exception {
        Random random = new Random(1);
        for (int trial = 0; trial < 12; trial++) {
            long seq = first + random.nextInt(300);
            changed(
                    "UPDATE entry SET leaf = set_byte(leaf, %d, get_byte(leaf, %d) # %d) WHERE seq = %d"
                            .formatted(trial * 20, trial * 20, 1 << random.nextInt(8), seq),
                    "entry",
                    Long.toString(seq));
        }
    }

    @Test
    void aDeletedEntryIsFound() throws Exception {
        changed("DELETE FROM entry WHERE seq = " + (first + 7), "entry", Long.toString(first + 7));
        changed("DELETE FROM entry WHERE seq = " + (size - 1), "entry", Long.toString(size - 1));
    }

    @Test
    void swappedAndInsertedEntriesAreFound() throws Exception {
        changed(
                "UPDATE entry e SET leaf = o.leaf FROM before_entry o WHERE (e.seq, o.seq) IN ((%1$d, %2$d), (%2$d, %1$d))"
                        .formatted(first + 1, first + 2),
                "entry",
                Long.toString(first + 2));
        changed(
                "INSERT INTO entry SELECT %d, leaf FROM before_entry WHERE seq = %d".formatted(size + 5, first),
                "entry",
                Long.toString(size + 5));
    }

    @Test
    void everyEditedColumnOfASearchRowIsFound() throws Exception {
        String row = Long.toString(first + 3);
        for (String edit : List.of(
                "tenant = 'other'",
                "tenant_seq = tenant_seq + 1",
                "actor = NULL",
                "actor = gen_random_uuid()",
                "source = 'auth-service'",
                "type = 'dataset.deleted'",
                "subject = 'dataset/other'",
                "request_id = NULL",
                "occurred = occurred + interval '1 ms'",
                "recorded = recorded - interval '1 ms'")) {
            changed("UPDATE search SET " + edit + " WHERE seq = " + row, "search", row);
        }
        changed("DELETE FROM search WHERE seq = " + row, "search", row);
        changed(
                "INSERT INTO search SELECT * FROM (SELECT (s).* FROM (SELECT s FROM before_search s WHERE seq = " + row
                        + ") x) y ON CONFLICT DO NOTHING; UPDATE search SET recorded = recorded + interval '1 ms'"
                        + " WHERE seq = " + row,
                "search",
                row);
    }

    @Test
    void everyEditedDisclosureIsFound() throws Exception {
        String where = " WHERE seq = " + (first + 4) + " AND name = 'email'";
        String row = first + 4 + " email";
        changed("UPDATE disclosure SET value = 'else@example.test'" + where, "disclosure", row);
        changed("UPDATE disclosure SET salt = 'AAAAAAAAAAAAAAAAAAAAAA'" + where, "disclosure", row);
        changed("UPDATE disclosure SET name = 'mail'" + where, "disclosure", first + 4 + " mail");
        changed("DELETE FROM disclosure" + where, "disclosure", Long.toString(first + 4));
        changed(
                "INSERT INTO disclosure VALUES (" + (first + 4) + ", 'note', 'c2FsdA', 'x')",
                "disclosure",
                first + 4 + " note");
    }

    @Test
    void everyEditedIdempotencyRowIsFound() throws Exception {
        String where = " WHERE seq = " + (first + 5);
        String row = Database.text("SELECT tenant || ' ' || source || ' ' || id FROM idempotency" + where);
        changed("DELETE FROM idempotency" + where, "idempotency", row);
        changed("UPDATE idempotency SET seq = seq + 1" + where, "idempotency", row);
        changed("UPDATE idempotency SET digest = sha256('x')" + where, "idempotency", row);
        changed("UPDATE idempotency SET digest = ''" + where, "idempotency", row);
        changed(
                "INSERT INTO idempotency (tenant, source, id, seq, digest) SELECT tenant, source, 'extra', seq, digest"
                        + " FROM before_idempotency" + where,
                "idempotency",
                row.substring(0, row.lastIndexOf(' ')) + " extra");
    }

    @Test
    void everyEditedTileIsFound() throws Exception {
        for (int level = 0; level < 2; level++) {
            String row = level + " 0";
            String where = " WHERE level = " + level + " AND number = 0";
            changed("UPDATE tile SET hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1)" + where, "tile", row);
            changed("DELETE FROM tile" + where, "tile", row);
        }
        long last = (size - 1) / 256;
        changed(
                "UPDATE tile SET hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) WHERE level = 0 AND number = "
                        + last,
                "tile",
                "0 " + last);
        changed("INSERT INTO tile VALUES (0, 9999, sha256('x'))", "tile", "0 9999");
    }

    @Test
    void aHistoryThatWasMadeAnewWithItsHashesContradictsTheSignedRoots() throws Exception {
        long seq = first + 6;
        changed(
                "UPDATE entry SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '\"rows\":3', '\"rows\":4'), 'UTF8')"
                        + " WHERE seq = %1$d; UPDATE tile SET hashes = overlay(hashes PLACING sha256('\\x00'::bytea ||"
                                .formatted(seq)
                        + " (SELECT leaf FROM entry WHERE seq = %1$d)) FROM %2$d) WHERE level = 0 AND number = %3$d"
                                .formatted(seq, seq % 256 * 32 + 1, seq / 256),
                null,
                null);
    }

    @Test
    void everyEditedCheckpointIsFound() throws Exception {
        long earlier = Database.number("SELECT min(size) FROM checkpoint WHERE size > 1");
        String row = Long.toString(earlier);
        changed("UPDATE checkpoint SET note = replace(note, E'\\n', E'\\n1') WHERE size = " + row, "checkpoint", row);
        changed(
                "UPDATE checkpoint SET note = (SELECT note FROM before_checkpoint WHERE size = %d) WHERE size = %s"
                        .formatted(size, row),
                "checkpoint",
                row);
        changed("DELETE FROM checkpoint WHERE size = " + row, "checkpoint", row);
        changed("DELETE FROM checkpoint WHERE size = " + size, "checkpoint", Long.toString(size));
        changed("UPDATE checkpoint SET recorded = recorded + interval '1 s' WHERE size = " + row, "checkpoint", row);
        changed(
                "INSERT INTO checkpoint SELECT %d, note FROM before_checkpoint WHERE size = %s"
                        .formatted(size + 9, row),
                "checkpoint",
                Long.toString(size + 9));
    }

    @Test
    void editedHeadsAndStateAreFound() throws Exception {
        String tenant = Database.text("SELECT min(tenant) FROM tenant_head");
        String where = " WHERE tenant = '" + tenant + "'";
        changed("UPDATE tenant_head SET next_seq = next_seq - 1" + where, "tenant_head", tenant);
        changed("DELETE FROM tenant_head" + where, "tenant_head", tenant);
        changed("INSERT INTO tenant_head VALUES ('nobody', 1, '')", "tenant_head", "nobody");
        changed("UPDATE log_state SET root = sha256('x')", "log_state", "true");
    }

    @Test
    void anEditedTreeOfATenantIsFound() throws Exception {
        Database.run("DELETE FROM tenant_tree");
        UUID reader = UUID.randomUUID();
        AuditApi.seq(AuditApi.event(reader, "r" + reader, "dataset.created", "dataset/1"));
        String tenant = AuditApi.as(reader, "user").get("/t").path("[0].tenant");
        logSomeMore();
        String where = " WHERE tenant = '" + tenant + "'";
        changed("UPDATE tenant_tree SET root = sha256('x')" + where, "tenant_tree", tenant);
        changed("UPDATE tenant_tile SET hashes = sha256('x')" + where, "tenant_tile", tenant + " 0 0");
    }

    /// Changes something, looks, and puts everything back.
    ///
    /// @param table null when any finding will do
    private void changed(String sql, String table, String row) throws Exception {
        assertTrue(Database.run(sql) >= 0);
        VerificationReport report = verifier.run().get();
        assertEquals("broken", report.status(), sql);
        assertTrue(
                table == null
                        || report.findings().stream()
                                .anyMatch(found -> found.table().equals(table)
                                        && found.row().equals(row)),
                () -> sql + " gave " + report.findings());
        putBack();
        assertSound();
    }

    private void putBack() throws Exception {
        for (String table : TABLES) {
            Database.run("DELETE FROM " + table);
            String columns = Database.text("SELECT string_agg(column_name, ', ') FROM information_schema.columns"
                    + " WHERE table_name = '" + table + "'");
            Database.run("INSERT INTO %1$s (%2$s) SELECT %2$s FROM before_%1$s".formatted(table, columns));
        }
    }

    private void assertSound() throws Exception {
        VerificationReport report = verifier.run().get();
        assertEquals(List.of(), report.findings());
        assertEquals("sound", report.status());
        assertEquals(size, report.size());
    }
}
