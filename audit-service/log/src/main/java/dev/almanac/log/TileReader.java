package dev.almanac.log;

/// Where the hashes of a log are kept.
@FunctionalInterface
public interface TileReader {

    /// The stored hashes of a tile, one after the other, 32 bytes each; at least as many as the log had when asked
    /// about.
    ///
    /// @param level 0 for leaf hashes; a hash of level n + 1 stands for 256 of level n
    /// @param index place of the tile in its level
    byte[] hashes(int level, long index);
}
