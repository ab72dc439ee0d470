package dev.almanac.audit.publish;

import dev.almanac.log.RightEdge.TilePosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The tiles that were read last; a tile only grows, so one that is long enough is right. At most 16 MiB. Thread-safe.
final class TileCache {

    private static final int MOST = 2_048;

    private final Map<TilePosition, byte[]> tiles = Collections.synchronizedMap(new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePosition, byte[]> eldest) {
            return size() > MOST;
        }
    });

    /// @param length how many bytes are wanted
    Optional<byte[]> get(int level, long index, int length, Supplier<Optional<byte[]>> read) {
        TilePosition place = new TilePosition(level, index);
        byte[] known = tiles.get(place);
        if (known != null && known.length >= length) {
            return Optional.of(known);
        }
        Optional<byte[]> tile = read.get();
        tile.ifPresent(hashes -> tiles.put(place, hashes));
        return tile;
    }
}
