package dev.almanac.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The unfinished tiles of a growing log, one a level: all that an append needs to know. Not thread-safe.
///
/// An append costs one hash and, once in 256, the fold of a full tile into the level above.
public final class RightEdge {

    private static final int TILE_WIDTH = 256;

    private final List<byte[]> edges = new ArrayList<>();
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
        for (int level = 0; level < 8 && size >> (8 * level) > 0; level++) {
            long hashes = size >> (8 * level);
            int width = (int) (hashes & 0xFF);
            byte[] stored = width == 0 ? new byte[0] : tiles.hashes(level, hashes >> 8);
            byte[] tile = new byte[TILE_WIDTH * Hash.LENGTH];
            System.arraycopy(stored, 0, tile, 0, width * Hash.LENGTH);
            edge.edges.add(tile);
        }
        return edge;
    }

    /// An edge that grows on its own from here.
    public RightEdge copy() {
        RightEdge copy = new RightEdge(size);
        edges.forEach(tile -> copy.edges.add(tile.clone()));
        return copy;
    }

    public long size() {
        return size;
    }

    public void append(byte[] leafHash) {
        put(0, leafHash);
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
                tiles.put(new TilePosition(level, size >> (8 * (level + 1))), hashes);
            }
        }
        return tiles;
    }

    /// The root over everything appended, from the edges alone.
    public byte[] root() {
        byte[] root = null;
        for (int level = 0; level < edges.size(); level++) {
            int rest = width(level);
            while (rest > 0) {
                int part = Integer.lowestOneBit(rest);
                rest -= part;
                byte[] left = MerkleTree.fold(edges.get(level), rest * Hash.LENGTH, part);
                root = root == null ? left : Hash.node(left, root);
            }
        }
        return root == null ? Hash.emptyRoot() : root;
    }

    /// How many hashes the unfinished tile of a level has.
    private int width(int level) {
        return (int) (size >> (8 * level)) & 0xFF;
    }

    private void put(int level, byte[] hash) {
        if (level == edges.size()) {
            edges.add(new byte[TILE_WIDTH * Hash.LENGTH]);
        }
        byte[] tile = edges.get(level);
        int place = width(level);
        System.arraycopy(hash, 0, tile, place * Hash.LENGTH, Hash.LENGTH);
        touchedLevels = Math.max(touchedLevels, level + 1);
        if (place == TILE_WIDTH - 1) {
            finished.put(new TilePosition(level, size >> (8 * (level + 1))), tile.clone());
            put(level + 1, MerkleTree.fold(tile, 0, TILE_WIDTH));
        }
    }

    /// Where a tile stands: its level, and its place in that level.
    public record TilePosition(int level, long index) {}
}
