package dev.almanac.data.dataset;

import dev.almanac.reader.Finding;
import dev.almanac.reader.Frequency;
import dev.almanac.reader.Mapping;
import java.util.List;

/// How a version's file was understood; kept as JSON beside it.
///
/// @param frequency of all series where they agree, else null
record Reading(Mapping mapping, List<String> columns, Frequency frequency, List<Finding> findings) {

    static Frequency common(List<SeriesEntry> entries) {
        Frequency first = frequency(entries.getFirst());
        return entries.stream().allMatch(entry -> frequency(entry).equals(first)) ? first : null;
    }

    private static Frequency frequency(SeriesEntry entry) {
        return new Frequency(entry.frequency(), entry.seasonLength());
    }
}
