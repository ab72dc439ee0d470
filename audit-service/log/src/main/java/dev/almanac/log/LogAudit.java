package dev.almanac.log;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Recomputes a whole published log from its entries: every leaf, every tile, the root, the signature, and that each
/// tenant's history is without gaps. Reads each byte once; memory grows with the number of tenants only.
public final class LogAudit {

    private static final int BUNDLE = 256;

    private final PublishedLog log;
    private final VerifierKey key;
    private final LongConsumer progress;

    /// @param progress told how many entries are done, once a bundle
    public LogAudit(PublishedLog log, VerifierKey key, LongConsumer progress) {
        this.log = log;
        this.key = key;
        this.progress = progress;
    }

    /// @throws IOException when the log cannot be read
    public Result run() throws IOException {
        Optional<String> signed = SignedNote.open(log.checkpoint(), key);
        if (signed.isEmpty()) {
            return new Result.Broken("the checkpoint carries no good signature of " + key.name());
        }
        try {
            Checkpoint checkpoint = Checkpoint.parse(signed.get());
            if (!checkpoint.origin().equals(key.name())) {
                return new Result.Broken("the checkpoint is of another log, " + checkpoint.origin());
            }
            return recompute(checkpoint);
        } catch (IllegalArgumentException e) {
            return new Result.Broken(e.getMessage());
        }
    }

    private Result recompute(Checkpoint checkpoint) throws IOException {
        RightEdge edge = RightEdge.empty();
        TenantChains tenants = new TenantChains();
        while (edge.size() < checkpoint.size()) {
            long first = edge.size();
            int width = (int) Math.min(BUNDLE, checkpoint.size() - first);
            List<byte[]> entries = EntryBundle.parse(log.entries(first / BUNDLE, width));
            if (entries.size() != width) {
                return new Result.Broken(
                        "the bundle at entry " + first + " has " + entries.size() + " entries, not " + width);
            }
            for (byte[] entry : entries) {
                Optional<String> wrong = tenants.next(leaf(entry, edge.size()), Hash.leaf(entry));
                if (wrong.isPresent()) {
                    return new Result.Broken("entry " + edge.size() + ": " + wrong.get());
                }
                edge.append(Hash.leaf(entry));
            }
            requireSameTiles(edge.takeChanged(), BUNDLE);
            progress.accept(edge.size());
        }
        requireSameTiles(edge.unfinished(), 1);
        return Arrays.equals(edge.root(), checkpoint.root())
                ? new Result.Sound(checkpoint, tenants.heads().size())
                : new Result.Broken("the entries do not give the signed root at size " + checkpoint.size());
    }

    private static Leaf leaf(byte[] entry, long seq) {
        try {
            return Leaf.parse(entry);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("entry " + seq + ": " + e.getMessage(), e);
        }
    }

    private void requireSameTiles(Map<RightEdge.TilePosition, byte[]> tiles, int leastWidth) throws IOException {
        for (Map.Entry<RightEdge.TilePosition, byte[]> tile : tiles.entrySet()) {
            RightEdge.TilePosition place = tile.getKey();
            int width = tile.getValue().length / Hash.LENGTH;
            if (width >= leastWidth && !Arrays.equals(log.tile(place.level(), place.index(), width), tile.getValue())) {
                throw new IllegalArgumentException("tile %d/%s does not hold the hashes of its entries"
                        .formatted(place.level(), new TilePath(place.index(), width)));
            }
        }
    }

    /// What the recomputation gave.
    public sealed interface Result {

        /// Everything fits together.
        record Sound(Checkpoint checkpoint, int tenants) implements Result {}

        /// Something does not; the reason names the first place.
        record Broken(String reason) implements Result {}
    }
}
