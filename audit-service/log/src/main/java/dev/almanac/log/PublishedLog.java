package dev.almanac.log;

import java.io.IOException;

/// A log as it is published: over HTTP, or in files.
public interface PublishedLog {

    String checkpoint() throws IOException;

    /// The first `width` hashes of a tile.
    byte[] tile(int level, long index, int width) throws IOException;

    /// The first `width` entries of a bundle, as [EntryBundle] writes them.
    byte[] entries(long index, int width) throws IOException;
}
