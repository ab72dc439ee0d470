package dev.almanac.data.dataset;

import dev.almanac.reader.FileReading;
import dev.almanac.reader.Finding;
import dev.almanac.reader.Frequency;
import dev.almanac.reader.Mapping;
import java.util.List;

/// How a version's file was understood; kept as encrypted JSON beside it.
///
/// @param frequency of all series where they agree, else null
record Reading(Mapping mapping, List<String> columns, Frequency frequency, List<Finding> findings) {

    /// What its encryption is bound to, so that rows of versions cannot be exchanged.
    static String role(VersionEntity version) {
        return "reading/" + version.key.datasetId() + "/" + version.key.version();
    }

    static Reading of(FileReading.Report report) {
        return new Reading(report.mapping(), report.columns(), report.frequency(), report.findings());
    }
}
