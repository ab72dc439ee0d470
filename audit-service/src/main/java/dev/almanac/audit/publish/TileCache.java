package dev.almanac.audit.publish;

import dev.almanac.log.Hash;
import dev.almanac.log.RightEdge.TilePosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The full tiles that were read last; a full tile never changes. At most 16 MiB. Thread-safe.
final class TileCache {

    private static final int MOST = 2_048;
    private static final int FULL = 256 * Hash.LENGTH;

    private final Map<TilePosition, byte[]> tiles = Collections.synchronizedMap(new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePosition, byte[]> eldest) {
            return size() > MOST;
        }
    });

    Optional<byte[]> get(int level, long index, Supplier<Optional<byte[]>> read) {
        TilePosition place = new TilePosition(level, index);
        byte[] known = tiles.get(place);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> tile = read.get();
        tile.filter(hashes -> hashes.length == FULL).ifPresent(hashes -> tiles.put(place, hashes));
        return tile;
    }
}
