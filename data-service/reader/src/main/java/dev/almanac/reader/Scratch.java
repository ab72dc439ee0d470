package dev.almanac.reader;

import java.io.IOException;

/// Where [SeriesSorter] puts what does not fit into memory.
public interface Scratch {

    /// @return where it is
    long write(byte[] block) throws IOException;

    /// @param place what [#write] answered
    byte[] read(long place) throws IOException;
}
