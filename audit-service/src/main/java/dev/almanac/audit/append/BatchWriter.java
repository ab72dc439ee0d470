package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.kit.Ids;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Hash;
import dev.almanac.log.RightEdge;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Over 250 lines because the statements of one transaction read best in one place.
///
/// One batch, one transaction, straight down: known keys, tenants' heads, leaves and their rows, tiles, checkpoint,
/// state. Runs on the sequencer's thread and blocks it.
@ApplicationScoped
public class BatchWriter {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);
    private static final int PARTITION = 65_536;

    private final LogKeys keys;
    private final LeafWriter leaves;
    private final ObjectMapper json;
    private final Clock clock;

    BatchWriter(LogKeys keys, ObjectMapper json) {
        this.keys = keys;
        this.json = json;
        this.leaves = new LeafWriter(json);
        this.clock = Clock.systemUTC();
    }

    /// Takes over the log: a new epoch, the edge from the stored tiles.
    LogState open(SqlConnection connection) {
        Row row = run(
                        connection,
                        "UPDATE log_state SET epoch = epoch + 1 RETURNING epoch, size, root, recorded",
                        Tuple.tuple())
                .iterator()
                .next();
        long size = row.getLong("size");
        RightEdge edge = RightEdge.of((level, index) -> tile(connection, level, index), size);
        if (!Arrays.equals(edge.root(), row.getBuffer("root").getBytes())) {
            throw new IllegalStateException(
                    "The stored tiles do not give the stored root at size " + size + ": the log was altered");
        }
        String note = keys.sign(new Checkpoint(keys.origin(), size, edge.root()));
        run(connection, "INSERT INTO checkpoint VALUES ($1, $2) ON CONFLICT DO NOTHING", Tuple.of(size, note));
        return new LogState(
                row.getLong("epoch"), edge, row.getOffsetDateTime("recorded").toInstant(), note);
    }

    /// @return one outcome an event, in order; the batch is durable when this returns
    /// @throws RuntimeException when the outcome is unknown; the state must be opened again
    List<Appended> write(SqlConnection connection, LogState state, List<IncomingEvent> events) {
        Transaction transaction = await(connection.begin());
        try {
            Batch batch = new Batch(connection, state, events);
            batch.arrange();
            batch.store();
            await(transaction.commit());
            return batch.outcomes();
        } catch (RuntimeException e) {
            transaction.rollbackAndForget();
            throw e;
        }
    }

    private byte[] tile(SqlConnection connection, int level, long index) {
        return run(connection, "SELECT hashes FROM tile WHERE level = $1 AND number = $2", Tuple.of(level, index))
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
    }

    private static RowSet<Row> run(SqlConnection connection, String sql, Tuple values) {
        return await(connection.preparedQuery(sql).execute(values));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(DATABASE_LIMIT);
    }

    /// The rows of one transaction while they are being made.
    private final class Batch {
        private final SqlConnection connection;
        private final LogState state;
        private final List<IncomingEvent> events;
        private final Instant recorded;
        private final long firstSeq;
        private final List<Appended> decided = new ArrayList<>();
        private final List<LogRow> rows = new ArrayList<>();
        private final Map<String, Known> known = new HashMap<>();
        private final Map<String, Head> heads = new HashMap<>();

        Batch(SqlConnection connection, LogState state, List<IncomingEvent> events) {
            this.connection = connection;
            this.state = state;
            this.events = events;
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            this.recorded = now.isAfter(state.recorded) ? now : state.recorded;
            this.firstSeq = state.edge.size();
        }

        void arrange() {
            readKnown();
            readHeads();
            for (IncomingEvent event : events) {
                decided.add(decide(event));
            }
        }

        void store() {
            if (rows.isEmpty()) {
                return;
            }
            ensurePartitions();
            insertEntries();
            insertSearch();
            insertDisclosures();
            upsertHeads();
            upsertTiles();
            signAndAdvance();
        }

        List<Appended> outcomes() {
            return decided.stream()
                    .map(outcome -> outcome instanceof Appended.Logged(long seq, boolean duplicate, String none)
                            ? new Appended.Logged(seq, duplicate, state.checkpoint)
                            : outcome)
                    .toList();
        }

        private void readKnown() {
            String[] sources = events.stream().map(IncomingEvent::source).toArray(String[]::new);
            String[] ids = events.stream().map(IncomingEvent::id).toArray(String[]::new);
            RowSet<Row> found = run(
                    connection,
                    "SELECT i.source, i.id, i.seq, i.digest FROM idempotency i"
                            + " JOIN unnest($1::text[], $2::text[]) AS k(source, id) USING (source, id)",
                    Tuple.of(sources, ids));
            for (Row row : found) {
                known.put(
                        row.getString(0) + " " + row.getString(1),
                        new Known(row.getLong(2), row.getBuffer(3).getBytes()));
            }
        }

        private void readHeads() {
            Set<String> tenants = events.stream()
                    .map(event -> keys.pseudonym(event.tenant()))
                    .collect(Collectors.toCollection(TreeSet::new));
            RowSet<Row> found = run(
                    connection,
                    "SELECT tenant, next_seq, leaf_hash FROM tenant_head WHERE tenant = ANY($1)",
                    Tuple.of(tenants.toArray(String[]::new)));
            for (Row row : found) {
                heads.put(row.getString(0), new Head(row.getLong(1), row.getString(2)));
            }
        }

        private Appended decide(IncomingEvent event) {
            Known first = known.get(event.source() + " " + event.id());
            if (first == null) {
                return add(event);
            }
            if (Arrays.equals(first.digest(), event.digest())) {
                return new Appended.Logged(first.seq(), true, null);
            }
            add(conflict(event, first.seq()));
            return new Appended.Conflict(first.seq());
        }

        private Appended add(IncomingEvent event) {
            String tenant = keys.pseudonym(event.tenant());
            Head head = heads.getOrDefault(tenant, new Head(0, ""));
            LeafWriter.Leaf leaf = leaves.write(event, tenant, head.nextSeq(), head.leafHash(), recorded);
            if (leaf.bytes().length > LeafWriter.LONGEST_LEAF) {
                return new Appended.Oversized(leaf.bytes().length);
            }
            byte[] hash = Hash.leaf(leaf.bytes());
            long seq = firstSeq + rows.size();
            rows.add(new LogRow(seq, event, tenant, head.nextSeq(), leaf, hash));
            heads.put(tenant, new Head(head.nextSeq() + 1, HexFormat.of().formatHex(hash)));
            known.put(event.source() + " " + event.id(), new Known(seq, event.digest()));
            return new Appended.Logged(seq, false, null);
        }

        private IncomingEvent conflict(IncomingEvent second, long seqOfFirst) {
            ObjectNode data = json.createObjectNode().put("seq", seqOfFirst).put("id", second.id());
            data.put("digest", HexFormat.of().formatHex(second.digest()));
            return new IncomingEvent(
                    "audit-service",
                    Ids.next().toString(),
                    "audit.conflict",
                    "entry/" + seqOfFirst,
                    recorded,
                    second.tenant(),
                    null,
                    second.requestId(),
                    data,
                    Map.of(),
                    second.digest());
        }

        private void ensurePartitions() {
            long last = firstSeq + rows.size() - 1;
            for (long part = firstSeq / PARTITION; part <= last / PARTITION; part++) {
                ensurePartition(
                        "entry_" + part,
                        "entry",
                        "FROM (%d) TO (%d)".formatted(part * PARTITION, (part + 1) * PARTITION));
            }
            YearMonth month = YearMonth.from(recorded.atOffset(ZoneOffset.UTC));
            ensurePartition(
                    "search_%d_%02d".formatted(month.getYear(), month.getMonthValue()),
                    "search",
                    "FROM ('%s-01Z') TO ('%s-01Z')".formatted(month, month.plusMonths(1)));
        }

        private void ensurePartition(String name, String table, String range) {
            RowSet<Row> found = run(connection, "SELECT to_regclass($1) IS NULL", Tuple.of(name));
            if (found.iterator().next().getBoolean(0)) {
                run(
                        connection,
                        "CREATE TABLE %s PARTITION OF %s FOR VALUES %s".formatted(name, table, range),
                        Tuple.tuple());
            }
        }

        private void insertEntries() {
            Long[] seqs = rows.stream().map(LogRow::seq).toArray(Long[]::new);
            run(
                    connection,
                    "INSERT INTO entry SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bytea[])",
                    Tuple.of(
                            seqs,
                            strings(LogRow::tenant),
                            rows.stream().map(LogRow::tenantSeq).toArray(Long[]::new),
                            rows.stream()
                                    .map(row -> Buffer.buffer(row.leaf().bytes()))
                                    .toArray(Buffer[]::new)));
            run(
                    connection,
                    "INSERT INTO idempotency SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[])",
                    Tuple.of(
                            strings(row -> row.event().source()),
                            strings(row -> row.event().id()),
                            seqs,
                            rows.stream()
                                    .map(row -> Buffer.buffer(row.event().digest()))
                                    .toArray(Buffer[]::new)));
        }

        private void insertSearch() {
            List<Tuple> tuples = rows.stream()
                    .map(row -> Tuple.tuple()
                            .addLong(row.seq())
                            .addOffsetDateTime(recorded.atOffset(ZoneOffset.UTC))
                            .addOffsetDateTime(row.event().occurred().atOffset(ZoneOffset.UTC))
                            .addString(row.tenant())
                            .addUUID(row.event().actor())
                            .addString(row.event().source())
                            .addString(row.event().type())
                            .addString(row.event().subject())
                            .addString(row.event().requestId())
                            .addString(HexFormat.of().formatHex(row.hash()))
                            .addString(row.event().data().toString()))
                    .toList();
            await(connection
                    .preparedQuery(
                            "INSERT INTO search VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::jsonb)")
                    .executeBatch(tuples));
        }

        private void insertDisclosures() {
            List<Tuple> tuples = rows.stream()
                    .flatMap(row -> row.leaf().disclosures().stream()
                            .map(field -> Tuple.of(row.seq(), field.name(), field.salt(), field.value())))
                    .toList();
            if (!tuples.isEmpty()) {
                await(connection
                        .preparedQuery("INSERT INTO disclosure VALUES ($1, $2, $3, $4)")
                        .executeBatch(tuples));
            }
        }

        private void upsertHeads() {
            Set<String> touched = rows.stream().map(LogRow::tenant).collect(Collectors.toCollection(TreeSet::new));
            run(
                    connection,
                    "INSERT INTO tenant_head SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])"
                            + " ON CONFLICT (tenant) DO UPDATE SET next_seq = excluded.next_seq, leaf_hash = excluded.leaf_hash",
                    Tuple.of(
                            touched.toArray(String[]::new),
                            touched.stream()
                                    .map(tenant -> heads.get(tenant).nextSeq())
                                    .toArray(Long[]::new),
                            touched.stream()
                                    .map(tenant -> heads.get(tenant).leafHash())
                                    .toArray(String[]::new)));
        }

        private void upsertTiles() {
            rows.forEach(row -> state.edge.append(row.hash()));
            List<Tuple> tiles = state.edge.takeChanged().stream()
                    .map(tile -> Tuple.of(tile.getKey().level(), tile.getKey().index(), Buffer.buffer(tile.getValue())))
                    .toList();
            await(connection
                    .preparedQuery("INSERT INTO tile VALUES ($1, $2, $3)"
                            + " ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes")
                    .executeBatch(tiles));
        }

        private void signAndAdvance() {
            Checkpoint checkpoint = new Checkpoint(keys.origin(), state.edge.size(), state.edge.root());
            String note = keys.sign(checkpoint);
            run(connection, "INSERT INTO checkpoint VALUES ($1, $2)", Tuple.of(checkpoint.size(), note));
            int moved = run(
                            connection,
                            "UPDATE log_state SET size = $1, root = $2, recorded = $3 WHERE size = $4 AND epoch = $5",
                            Tuple.of(
                                    checkpoint.size(),
                                    Buffer.buffer(checkpoint.root()),
                                    recorded.atOffset(ZoneOffset.UTC),
                                    firstSeq,
                                    state.epoch))
                    .rowCount();
            if (moved != 1) {
                throw new IllegalStateException("Another writer has taken over the log");
            }
            state.recorded = recorded;
            state.checkpoint = note;
        }

        private String[] strings(Function<LogRow, String> column) {
            return rows.stream().map(column).toArray(String[]::new);
        }
    }

    private record Known(long seq, byte[] digest) {}

    private record Head(long nextSeq, String leafHash) {}

    private record LogRow(
            long seq, IncomingEvent event, String tenant, long tenantSeq, LeafWriter.Leaf leaf, byte[] hash) {}
}
