package dev.almanac.data.ingest;

import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.data.series.SeriesWriter;
import dev.almanac.reader.FileReading;

/// A file that is stored and read, with nothing of it in the database yet.
///
/// @param size bytes as they came
/// @param sha256 of the bytes as they came
public record Stored(
        OwnerKeys.Wrapped key,
        long size,
        String sha256,
        Coding coding,
        SeriesWriter.Written series,
        FileReading.Report report) {}
