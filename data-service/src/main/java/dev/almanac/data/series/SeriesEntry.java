package dev.almanac.data.series;

import java.time.Instant;

/// One series of a version: what it is, and where in the object its observations begin.
///
/// @param ordinal place in the version, in byte order of ids, from 0
/// @param observations as stored, before fixes
/// @param block the block that it begins in
/// @param offset where in the plain block
public record SeriesEntry(
        int ordinal,
        String seriesId,
        String frequency,
        int seasonLength,
        long usualStep,
        long observations,
        Instant first,
        Instant last,
        int block,
        int offset) {}
