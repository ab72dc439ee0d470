package dev.almanac.audit.publish;

import dev.almanac.audit.append.LogKeys;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.MerkleTree;
import dev.almanac.log.Receipt;
import dev.almanac.log.SignedNote;
import dev.almanac.log.VerifierKey;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/// Reads what the sequencer has committed. Every call blocks: use it from a worker thread.
@ApplicationScoped
public class LogReader {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);

    private final Pool database;
    private final LogKeys keys;

    LogReader(Pool database, LogKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    public VerifierKey key() {
        return keys.verifier();
    }

    /// The newest signed state.
    public Optional<String> checkpoint() {
        return first("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1", Tuple.tuple())
                .map(row -> row.getString(0));
    }

    /// The first `width` hashes of a tile, when the published log has that many.
    Optional<byte[]> tile(int level, long index, int width) {
        return first(
                        "SELECT substring(hashes FOR $3) FROM tile WHERE level = $1 AND number = $2 AND length(hashes) >= $3",
                        Tuple.of(level, index, width * 32))
                .map(row -> row.getBuffer(0).getBytes());
    }

    /// The first `width` entries of a bundle, each after its length as a big-endian uint16.
    Optional<byte[]> entries(long index, int width) {
        RowSet<Row> rows = query(
                "SELECT leaf FROM entry WHERE seq >= $1 AND seq < $2 ORDER BY seq",
                Tuple.of(index * 256, index * 256 + width));
        if (rows.rowCount() < width) {
            return Optional.empty();
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (Row row : rows) {
            byte[] leaf = row.getBuffer(0).getBytes();
            bundle.write(leaf.length >> 8);
            bundle.write(leaf.length);
            bundle.writeBytes(leaf);
        }
        return Optional.of(bundle.toByteArray());
    }

    /// The exact bytes of an entry.
    public Optional<byte[]> leaf(long seq) {
        return first("SELECT leaf FROM entry WHERE seq = $1", Tuple.of(seq))
                .map(row -> row.getBuffer(0).getBytes());
    }

    /// A receipt against the newest checkpoint, checked before it is handed out.
    ///
    /// @throws IllegalStateException when the stored hashes do not prove the stored leaf: the log was altered
    public Optional<Receipt> receipt(long seq) {
        Optional<byte[]> leaf = leaf(seq);
        Optional<String> note = checkpoint();
        if (leaf.isEmpty() || note.isEmpty()) {
            return Optional.empty();
        }
        String signed = SignedNote.open(note.get(), key())
                .orElseThrow(() -> new IllegalStateException("The stored checkpoint has no good signature"));
        Checkpoint checkpoint = Checkpoint.parse(signed);
        MerkleTree tree = new MerkleTree(this::storedTile, checkpoint.size());
        Receipt receipt = new Receipt(leaf.get(), seq, tree.inclusion(seq), note.get());
        return switch (receipt.verify(key())) {
            case Receipt.Verdict.Proven _ -> Optional.of(receipt);
            case Receipt.Verdict.Refuted(String reason) ->
                throw new IllegalStateException("Entry " + seq + " cannot be proven: " + reason);
        };
    }

    private byte[] storedTile(int level, long index) {
        return first("SELECT hashes FROM tile WHERE level = $1 AND number = $2", Tuple.of(level, index))
                .orElseThrow(() -> new IllegalStateException("Tile " + level + "/" + index + " is missing"))
                .getBuffer(0)
                .getBytes();
    }

    private Optional<Row> first(String sql, Tuple values) {
        Iterator<Row> rows = query(sql, values).iterator();
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    private RowSet<Row> query(String sql, Tuple values) {
        return database.preparedQuery(sql).execute(values).await().atMost(DATABASE_LIMIT);
    }
}
