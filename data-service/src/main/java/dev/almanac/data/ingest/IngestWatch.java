package dev.almanac.data.ingest;

/// Is told how far an ingest is, and may end it.
@FunctionalInterface
public interface IngestWatch {

    /// Nobody looks.
    IngestWatch NONE = (bytes, rows) -> {};

    /// @param bytes of the file that are stored and read
    /// @throws IngestCancelledException when it is not wanted any more
    void reached(long bytes, long rows);
}
