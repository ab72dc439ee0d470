package dev.almanac.data.dataset;

import java.time.Instant;

/// One series of a version: what it is, and where its block lies in the series object.
record SeriesEntry(
        int ordinal,
        String seriesId,
        String frequency,
        int seasonLength,
        int observations,
        Instant first,
        Instant last,
        long offset,
        int bytes) {}
