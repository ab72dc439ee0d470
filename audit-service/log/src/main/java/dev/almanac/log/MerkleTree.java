package dev.almanac.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tree over the first `size` entries of a log, read from tiles: its root and its proofs. Not thread-safe.
///
/// Reads each tile once, O(log n) of them for a proof. Source: RFC 9162, section 2.1 (the split is at the largest power
/// of two below n).
public final class MerkleTree {

    private static final int TILE_HEIGHT = 8;

    private final TileReader tiles;
    private final long size;

    public MerkleTree(TileReader tiles, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("A tree has no negative size: " + size);
        }
        Map<RightEdge.TilePosition, byte[]> read = new HashMap<>();
        this.tiles = (level, index) ->
                read.computeIfAbsent(new RightEdge.TilePosition(level, index), place -> tiles.hashes(level, index));
        this.size = size;
    }

    public byte[] root() {
        return size == 0 ? Hash.emptyRoot() : range(0, size);
    }

    /// The sibling hashes from the leaf to the root.
    ///
    /// @throws IllegalArgumentException when the log has no such entry
    public List<byte[]> inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("No entry " + index + " in a log of " + size);
        }
        List<byte[]> proof = new ArrayList<>();
        path(index, 0, size, proof);
        return proof;
    }

    /// The hashes that prove that the tree of `oldSize` entries is the beginning of this one.
    ///
    /// @throws IllegalArgumentException when `oldSize` is not in 1..size
    public List<byte[]> consistency(long oldSize) {
        if (oldSize < 1 || oldSize > size) {
            throw new IllegalArgumentException("No earlier tree of " + oldSize + " in a log of " + size);
        }
        List<byte[]> proof = new ArrayList<>();
        if (oldSize < size) {
            subproof(oldSize, 0, size, true, proof);
        }
        return proof;
    }

    private void path(long index, long low, long high, List<byte[]> proof) {
        if (high - low == 1) {
            return;
        }
        long middle = low + split(high - low);
        if (index < middle) {
            path(index, low, middle, proof);
            proof.add(range(middle, high));
        } else {
            path(index, middle, high, proof);
            proof.add(range(low, middle));
        }
    }

    private void subproof(long old, long low, long high, boolean complete, List<byte[]> proof) {
        if (old == high) {
            if (!complete) {
                proof.add(range(low, high));
            }
            return;
        }
        long middle = low + split(high - low);
        if (old <= middle) {
            subproof(old, low, middle, complete, proof);
            proof.add(range(middle, high));
        } else {
            subproof(old, middle, high, false, proof);
            proof.add(range(low, middle));
        }
    }

    private byte[] range(long low, long high) {
        long width = high - low;
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return complete(level, low >> level);
        }
        long middle = low + split(width);
        return Hash.node(range(low, middle), range(middle, high));
    }

    /// The root of the complete subtree of `2^level` leaves with the given number.
    private byte[] complete(int level, long number) {
        int tileLevel = level / TILE_HEIGHT;
        int inner = level % TILE_HEIGHT;
        long first = number << inner;
        byte[] hashes = tiles.hashes(tileLevel, first >> TILE_HEIGHT);
        int from = (int) (first & 0xFF) * Hash.LENGTH;
        return fold(hashes, from, 1 << inner);
    }

    /// The root over `count` (a power of two) hashes that lie one after the other from byte `from` on.
    public static byte[] fold(byte[] hashes, int from, int count) {
        if (count == 1) {
            return Arrays.copyOfRange(hashes, from, from + Hash.LENGTH);
        }
        int half = count / 2;
        return Hash.node(fold(hashes, from, half), fold(hashes, from + half * Hash.LENGTH, half));
    }

    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }
}
