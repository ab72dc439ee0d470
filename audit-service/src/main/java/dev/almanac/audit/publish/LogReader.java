package dev.almanac.audit.publish;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.EntryBundle;
import dev.almanac.log.Hash;
import dev.almanac.log.MerkleTree;
import dev.almanac.log.Proofs;
import dev.almanac.log.Receipt;
import dev.almanac.log.SignedNote;
import dev.almanac.log.VerifierKey;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Reads what the sequencer has committed, from the database or from the files of sealed partitions. Every call blocks:
/// use it from a worker thread.
@ApplicationScoped
public class LogReader {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);
    private static final String NEWEST = "SELECT c.note || coalesce((SELECT string_agg(s.line, '' ORDER BY s.witness)"
            + " FROM cosignature s WHERE s.size = c.size), '') FROM checkpoint c ORDER BY c.size DESC LIMIT 1";
    private static final String WITNESSED = "SELECT c.note || string_agg(s.line, '' ORDER BY s.witness)"
            + " FROM checkpoint c JOIN cosignature s USING (size) WHERE c.size > $1 GROUP BY c.size"
            + " HAVING count(*) >= $2 ORDER BY c.size LIMIT 1";
    private static final int BUNDLE = 256;
    private static final int BUNDLE_BITS = 8;
    private static final long LAST_BUNDLE = Long.MAX_VALUE / BUNDLE - 1;

    private final Pool database;
    private final LogKeys keys;
    private final ArchiveFiles archive;
    private final int quorum;
    private final TileCache cache = new TileCache();

    public LogReader(Pool database, LogKeys keys, ArchiveFiles archive, WitnessConfig witnesses) {
        this.database = database;
        this.keys = keys;
        this.archive = archive;
        this.quorum = witnesses.quorum();
    }

    public VerifierKey key() {
        return keys.verifier();
    }

    /// How many entries are committed.
    public long size() {
        return first("SELECT size FROM log_state", Tuple.tuple()).orElseThrow().getLong(0);
    }

    /// The newest signed state, with the cosignatures that it has so far.
    public Optional<String> checkpoint() {
        return first(NEWEST, Tuple.tuple()).map(row -> row.getString(0));
    }

    /// The newest signed state with the log's own signature only.
    public Optional<String> plainCheckpoint() {
        return first("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1", Tuple.tuple())
                .map(row -> row.getString(0));
    }

    /// The state that proves an entry best: the first one after it that enough witnesses have cosigned, so that the
    /// time is as early as can be shown; without one, the newest.
    private Optional<String> checkpointFor(long seq) {
        return first("SELECT coalesce((" + WITNESSED + "), (" + NEWEST + "))", Tuple.of(seq, quorum))
                .map(row -> row.getString(0));
    }

    /// The first `width` hashes of a tile, when the published log has that many.
    Optional<byte[]> tile(int level, long index, int width) {
        int length = width * Hash.LENGTH;
        return stored(level, index, length)
                .filter(hashes -> hashes.length >= length)
                .map(hashes -> Arrays.copyOf(hashes, length));
    }

    /// The first `width` entries of a bundle, each after its length as a big-endian uint16.
    Optional<byte[]> entries(long index, int width) {
        if (index > LAST_BUNDLE) {
            return Optional.empty();
        }
        List<byte[]> leaves = leaves(index * BUNDLE, width);
        return leaves.size() < width ? Optional.empty() : Optional.of(EntryBundle.of(leaves));
    }

    /// The exact bytes of entries one after the other, inside one bundle.
    ///
    /// @return fewer where the log ends
    public List<byte[]> leaves(long first, int count) {
        RowSet<Row> rows = query(
                "SELECT leaf FROM entry WHERE seq >= $1 AND seq < $2 ORDER BY seq", Tuple.of(first, first + count));
        List<byte[]> leaves = new ArrayList<>(rows.rowCount());
        rows.forEach(row -> leaves.add(row.getBuffer(0).getBytes()));
        if (!leaves.isEmpty()) {
            return leaves;
        }
        int offset = (int) (first % BUNDLE);
        return archive.readBundle(first / BUNDLE)
                .map(EntryBundle::parse)
                .map(bundle -> bundle.subList(offset, Math.min(bundle.size(), offset + count)))
                .orElse(List.of());
    }

    /// The hash that the tree has for a full partition of 65,536 entries.
    public byte[] partitionRoot(long part) {
        byte[] tile = stored(2, part / BUNDLE, (int) (part % BUNDLE + 1) * Hash.LENGTH)
                .orElseThrow(() -> new IllegalStateException("Tile 2/" + part / BUNDLE + " is missing"));
        int from = (int) (part % BUNDLE) * Hash.LENGTH;
        return Arrays.copyOfRange(tile, from, from + Hash.LENGTH);
    }

    /// The list of a sealed partition's files with their digests.
    public Optional<byte[]> archivedManifest(long part) {
        return archive.readManifest(part);
    }

    /// A full tile of a sealed partition.
    public Optional<byte[]> archivedTile(int level, long index) {
        return archive.readTile(level, index);
    }

    /// The exact bytes of an entry that is no longer in the database; reads files only.
    ///
    /// @throws IllegalStateException when it is nowhere
    public byte[] archivedLeaf(long seq) {
        return archive.readBundle(seq / BUNDLE)
                .map(EntryBundle::parse)
                .map(bundle -> bundle.get((int) (seq % BUNDLE)))
                .orElseThrow(() -> new IllegalStateException("Entry " + seq + " has lost its leaf"));
    }

    /// The exact bytes of an entry.
    public Optional<byte[]> leaf(long seq) {
        return leaves(seq, 1).stream().findFirst();
    }

    /// A receipt, checked before it is handed out.
    ///
    /// @throws IllegalStateException when the stored hashes do not prove the stored leaf: the log was altered
    public Optional<Receipt> receipt(long seq) {
        Optional<byte[]> leaf = leaf(seq);
        Optional<String> note = checkpointFor(seq);
        if (leaf.isEmpty() || note.isEmpty()) {
            return Optional.empty();
        }
        Receipt receipt =
                new Receipt(leaf.get(), seq, tree(open(note.get()).size()).inclusion(seq), note.get());
        return switch (receipt.verify(key())) {
            case Receipt.Verdict.Proven _ -> Optional.of(receipt);
            case Receipt.Verdict.Refuted(String reason) ->
                throw new IllegalStateException("Entry " + seq + " cannot be proven: " + reason);
        };
    }

    /// The proof that a checkpoint's log has grown from its first `oldSize` entries, checked before it is handed out.
    ///
    /// @throws IllegalStateException when the stored hashes do not prove it: the log was altered
    public List<byte[]> consistency(long oldSize, Checkpoint newer) {
        if (oldSize == 0) {
            return List.of();
        }
        List<byte[]> proof = tree(newer.size()).consistency(oldSize);
        if (!Proofs.consistent(oldSize, newer.size(), tree(oldSize).root(), newer.root(), proof)) {
            throw new IllegalStateException(
                    "The log cannot be proven to have grown from " + oldSize + " to " + newer.size() + " entries");
        }
        return proof;
    }

    /// Whether the log's stored hashes still give the checkpoint's root at its size.
    public boolean hadRoot(Checkpoint checkpoint) {
        return Arrays.equals(tree(checkpoint.size()).root(), checkpoint.root());
    }

    /// @throws IllegalStateException when the note is not a checkpoint of this log
    public Checkpoint open(String note) {
        return SignedNote.open(note, key())
                .map(Checkpoint::parse)
                .orElseThrow(() -> new IllegalStateException("The stored checkpoint has no good signature"));
    }

    private MerkleTree tree(long size) {
        return new MerkleTree(
                (level, index) -> stored(level, index, needed(size, level, index))
                        .orElseThrow(() -> new IllegalStateException("Tile " + level + "/" + index + " is missing")),
                size);
    }

    /// How many bytes of a tile a tree of that size has: an older copy that has them will do.
    private static int needed(long size, int level, long index) {
        long hashes = (size >> (BUNDLE_BITS * level)) - index * BUNDLE;
        return (int) Math.min(BUNDLE, hashes) * Hash.LENGTH;
    }

    private Optional<byte[]> stored(int level, long index, int length) {
        return cache.get(
                level,
                index,
                length,
                () -> first("SELECT hashes FROM tile WHERE level = $1 AND number = $2", Tuple.of(level, index))
                        .map(row -> row.getBuffer(0).getBytes())
                        .or(() -> archive.readTile(level, index)));
    }

    private Optional<Row> first(String sql, Tuple values) {
        Iterator<Row> rows = query(sql, values).iterator();
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    private RowSet<Row> query(String sql, Tuple values) {
        return database.preparedQuery(sql).execute(values).await().atMost(DATABASE_LIMIT);
    }
}
