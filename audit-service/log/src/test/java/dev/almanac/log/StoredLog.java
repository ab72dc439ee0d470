package dev.almanac.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// A log in memory, published as files would be.
final class StoredLog implements PublishedLog {

    final RightEdge edge = RightEdge.empty();
    final Map<RightEdge.TilePosition, byte[]> tiles = new HashMap<>();
    final List<byte[]> entries = new ArrayList<>();
    String checkpoint;

    static StoredLog of(int size) {
        return of(size, StoredLog::entry);
    }

    static StoredLog of(int size, LongFunction<byte[]> entry) {
        StoredLog log = new StoredLog();
        for (int i = 0; i < size; i++) {
            log.append(entry.apply(i));
        }
        return log;
    }

    static byte[] entry(long number) {
        return ("entry " + number).getBytes(StandardCharsets.UTF_8);
    }

    void append(byte[] entry) {
        entries.add(entry);
        edge.append(Hash.leaf(entry));
        tiles.putAll(edge.takeChanged());
    }

    TileReader reader() {
        return (level, index) -> tiles.get(new RightEdge.TilePosition(level, index));
    }

    MerkleTree tree(long size) {
        return new MerkleTree(reader(), size);
    }

    @Override
    public String checkpoint() {
        return checkpoint;
    }

    @Override
    public byte[] tile(int level, long index, int width) {
        return Arrays.copyOf(tiles.get(new RightEdge.TilePosition(level, index)), width * Hash.LENGTH);
    }

    @Override
    public byte[] entries(long index, int width) {
        int first = (int) index * 256;
        return EntryBundle.of(entries.subList(first, first + width));
    }
}
