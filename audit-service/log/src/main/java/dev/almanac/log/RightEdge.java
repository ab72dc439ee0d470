package dev.almanac.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The unfinished tiles of a growing log, one a level, and the roots of its complete subtrees: all that an append needs
/// to know. Not thread-safe.
///
/// An append costs two hashes on average, the root O(log n).
public final class RightEdge {

    private static final int TILE_HEIGHT = 8;
    private static final int TILE_WIDTH = 1 << TILE_HEIGHT;

    private final List<byte[]> edges = new ArrayList<>();
    /// Roots of the complete subtrees, by the logarithm of their size; those where `size` has no bit are left over.
    private final byte[][] peaks = new byte[Long.SIZE][];

    private final Map<TilePosition, byte[]> finished = new LinkedHashMap<>();
    private int touchedLevels;
    private long size;

    private RightEdge(long size) {
        this.size = size;
    }

    /// The edge of a log without entries.
    public static RightEdge empty() {
        return new RightEdge(0);
    }

    /// Restores the edge of a stored log.
    public static RightEdge of(TileReader tiles, long size) {
        RightEdge edge = new RightEdge(size);
        for (int level = 0; level < 8 && size >> (TILE_HEIGHT * level) > 0; level++) {
            long hashes = size >> (TILE_HEIGHT * level);
            int width = (int) (hashes & 0xFF);
            byte[] stored = width == 0 ? new byte[0] : tiles.hashes(level, hashes >> 8);
            byte[] tile = new byte[TILE_WIDTH * Hash.LENGTH];
            System.arraycopy(stored, 0, tile, 0, width * Hash.LENGTH);
            edge.edges.add(tile);
            edge.restorePeaks(level, width);
        }
        return edge;
    }

    /// An edge that grows on its own from here.
    public RightEdge copy() {
        RightEdge copy = new RightEdge(size);
        edges.forEach(tile -> copy.edges.add(tile.clone()));
        System.arraycopy(peaks, 0, copy.peaks, 0, peaks.length);
        return copy;
    }

    public long size() {
        return size;
    }

    public void append(byte[] leafHash) {
        byte[] hash = leafHash;
        int height = 0;
        put(0, hash);
        while ((size >> height & 1) == 1) {
            hash = Hash.node(peaks[height], hash);
            height++;
            if (height % TILE_HEIGHT == 0) {
                put(height / TILE_HEIGHT, hash);
            }
        }
        peaks[height] = hash;
        size++;
    }

    /// The tiles that changed since the last call, with all their hashes so far.
    public Map<TilePosition, byte[]> takeChanged() {
        Map<TilePosition, byte[]> changed = new LinkedHashMap<>(finished);
        changed.putAll(unfinished(touchedLevels));
        finished.clear();
        touchedLevels = 0;
        return changed;
    }

    /// Every tile that is not full, with its hashes so far.
    public Map<TilePosition, byte[]> unfinished() {
        return unfinished(edges.size());
    }

    private Map<TilePosition, byte[]> unfinished(int levels) {
        Map<TilePosition, byte[]> tiles = new LinkedHashMap<>();
        for (int level = 0; level < levels; level++) {
            int width = width(level);
            if (width > 0) {
                byte[] hashes = Arrays.copyOf(edges.get(level), width * Hash.LENGTH);
                tiles.put(new TilePosition(level, size >> (TILE_HEIGHT * (level + 1))), hashes);
            }
        }
        return tiles;
    }

    /// The root over everything appended.
    public byte[] root() {
        byte[] root = null;
        for (long rest = size; rest > 0; rest &= rest - 1) {
            byte[] left = peaks[Long.numberOfTrailingZeros(rest)];
            root = root == null ? left : Hash.node(left, root);
        }
        return root == null ? Hash.emptyRoot() : root.clone();
    }

    private void restorePeaks(int level, int width) {
        int from = 0;
        for (int rest = width; rest > 0; rest -= Integer.highestOneBit(rest)) {
            int part = Integer.highestOneBit(rest);
            peaks[level * TILE_HEIGHT + Integer.numberOfTrailingZeros(part)] =
                    MerkleTree.fold(edges.get(level), from * Hash.LENGTH, part);
            from += part;
        }
    }

    /// How many hashes the unfinished tile of a level has.
    private int width(int level) {
        return (int) (size >> (TILE_HEIGHT * level)) & 0xFF;
    }

    /// Puts the next hash of a level into its tile.
    private void put(int level, byte[] hash) {
        if (level == edges.size()) {
            edges.add(new byte[TILE_WIDTH * Hash.LENGTH]);
        }
        byte[] tile = edges.get(level);
        int place = width(level);
        System.arraycopy(hash, 0, tile, place * Hash.LENGTH, Hash.LENGTH);
        touchedLevels = Math.max(touchedLevels, level + 1);
        if (place == TILE_WIDTH - 1) {
            finished.put(new TilePosition(level, size >> (TILE_HEIGHT * (level + 1))), tile.clone());
        }
    }

    /// Where a tile stands: its level, and its place in that level.
    public record TilePosition(int level, long index) {}
}
