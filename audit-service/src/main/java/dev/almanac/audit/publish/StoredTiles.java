package dev.almanac.audit.publish;

import java.util.Optional;

/// Where tiles are read from.
@FunctionalInterface
public interface StoredTiles {

    /// The hashes of a tile as they are stored now, however many; empty when there is no such tile.
    Optional<byte[]> read(int level, long index);
}
