package dev.almanac.audit.append;

import dev.almanac.log.Checkpoint;
import dev.almanac.log.RightEdge.TilePosition;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/// The arguments of `append_batch`, column by column: one statement carries a batch of any size.
final class BatchRows {

    static final String STATEMENT = "SELECT append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
            + " $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)";

    private final Batch batch;
    private final Tuple values = Tuple.tuple();

    private BatchRows(Batch batch) {
        this.batch = batch;
    }

    static Tuple of(Batch batch, long epoch, Checkpoint checkpoint, String note) {
        BatchRows rows = new BatchRows(batch);
        rows.values
                .addLong(epoch)
                .addLong(batch.firstSeq())
                .addOffsetDateTime(batch.recorded.atOffset(ZoneOffset.UTC))
                .addBuffer(io.vertx.mutiny.core.buffer.Buffer.buffer(checkpoint.root()))
                .addString(note);
        rows.addEntries();
        rows.addDisclosures();
        rows.addHeads();
        rows.addTiles();
        Long[] erased = batch.rows.stream()
                .flatMap(row -> row.draft().erased().stream())
                .toArray(Long[]::new);
        rows.values.addArrayOfLong(erased);
        return rows.values;
    }

    private void addEntries() {
        add(Buffer[]::new, row -> Buffer.buffer(row.leaf()));
        add(String[]::new, row -> row.draft().tenant());
        add(Long[]::new, Batch.Row::tenantSeq);
        add(String[]::new, row -> row.draft().event().source());
        add(String[]::new, row -> row.draft().event().id());
        add(Buffer[]::new, row -> Buffer.buffer(row.draft().digest()));
        add(String[]::new, row -> row.draft().event().type());
        add(String[]::new, row -> row.draft().event().subject());
        add(OffsetDateTime[]::new, row -> row.draft().event().occurred().atOffset(ZoneOffset.UTC));
        add(UUID[]::new, row -> row.draft().event().actor());
        add(String[]::new, row -> row.draft().event().requestId());
    }

    private void addDisclosures() {
        List<Long> seqs = new ArrayList<>();
        List<LeafDraft.Disclosure> fields = new ArrayList<>();
        for (Batch.Row row : batch.rows) {
            for (LeafDraft.Disclosure field : row.draft().disclosures()) {
                seqs.add(row.seq());
                fields.add(field);
            }
        }
        values.addValue(seqs.toArray(Long[]::new))
                .addValue(fields.stream().map(LeafDraft.Disclosure::name).toArray(String[]::new))
                .addValue(fields.stream().map(LeafDraft.Disclosure::salt).toArray(String[]::new))
                .addValue(fields.stream().map(LeafDraft.Disclosure::value).toArray(String[]::new));
    }

    private void addHeads() {
        List<String> tenants = List.copyOf(batch.heads.keySet());
        values.addValue(tenants.toArray(String[]::new))
                .addValue(tenants.stream()
                        .map(tenant -> batch.heads.get(tenant).next())
                        .toArray(Long[]::new))
                .addValue(tenants.stream()
                        .map(tenant -> batch.heads.get(tenant).hash())
                        .toArray(String[]::new));
    }

    private void addTiles() {
        List<Map.Entry<TilePosition, byte[]>> tiles =
                List.copyOf(batch.edge.takeChanged().entrySet());
        values.addValue(tiles.stream().map(tile -> tile.getKey().level()).toArray(Integer[]::new))
                .addValue(tiles.stream().map(tile -> tile.getKey().index()).toArray(Long[]::new))
                .addValue(tiles.stream()
                        .map(tile -> Buffer.buffer(tile.getValue()))
                        .toArray(Buffer[]::new));
    }

    private <T> void add(IntFunction<T[]> array, Function<Batch.Row, T> column) {
        values.addValue(batch.rows.stream().map(column).toArray(array));
    }
}
