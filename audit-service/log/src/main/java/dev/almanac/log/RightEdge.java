package dev.almanac.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The unfinished tiles of a growing log, one a level: all that an append needs to know. Not thread-safe.
///
/// An append costs one hash and, once in 256, the fold of a full tile into the level above.
public final class RightEdge {

    private static final int FULL = 256 * Hash.LENGTH;

    private final List<byte[]> edges = new ArrayList<>();
    private final Map<TilePosition, byte[]> changed = new LinkedHashMap<>();
    private long size;

    private RightEdge(long size) {
        this.size = size;
    }

    /// Restores the edge of a stored log.
    public static RightEdge of(TileReader tiles, long size) {
        RightEdge edge = new RightEdge(size);
        for (int level = 0; level < 8 && size >> (8 * level) > 0; level++) {
            long hashes = size >> (8 * level);
            int width = (int) (hashes & 0xFF);
            byte[] stored = width == 0 ? new byte[0] : tiles.hashes(level, hashes >> 8);
            edge.edges.add(Arrays.copyOf(stored, width * Hash.LENGTH));
        }
        return edge;
    }

    public long size() {
        return size;
    }

    public void append(byte[] leafHash) {
        put(0, size, leafHash);
        size++;
    }

    /// The tiles that changed since the last call, with all their hashes so far.
    public Collection<Map.Entry<TilePosition, byte[]>> takeChanged() {
        List<Map.Entry<TilePosition, byte[]>> taken = List.copyOf(changed.entrySet());
        changed.clear();
        return taken;
    }

    /// The root over everything appended, from the edges alone.
    public byte[] root() {
        byte[] root = null;
        for (byte[] edge : edges) {
            int width = edge.length / Hash.LENGTH;
            int rest = width;
            while (rest > 0) {
                int part = Integer.lowestOneBit(rest);
                rest -= part;
                byte[] left = MerkleTree.fold(edge, rest * Hash.LENGTH, part);
                root = root == null ? left : Hash.node(left, root);
            }
        }
        return root == null ? Hash.emptyRoot() : root;
    }

    private void put(int level, long number, byte[] hash) {
        if (level == edges.size()) {
            edges.add(new byte[0]);
        }
        byte[] old = edges.get(level);
        byte[] grown = Arrays.copyOf(old, old.length + Hash.LENGTH);
        System.arraycopy(hash, 0, grown, old.length, Hash.LENGTH);
        changed.put(new TilePosition(level, number >> 8), grown);
        if (grown.length == FULL) {
            edges.set(level, new byte[0]);
            put(level + 1, number >> 8, MerkleTree.fold(grown, 0, 256));
        } else {
            edges.set(level, grown);
        }
    }

    /// Where a tile stands: its level, and its place in that level.
    public record TilePosition(int level, long index) {}
}
