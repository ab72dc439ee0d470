package dev.almanac.reader;

import java.util.List;
import java.util.Map;

/// What the parts of a file mean.
///
/// @param header whether the first row names the columns; without it columns are named "0", "1", ...
/// @param layout always `long` here: one observation a row, one column a value
/// @param idColumn null when the file holds one series a value column
/// @param timeFormat how times are written, see [TimeFormat#code]
/// @param inference confidence in [0, 1] and a reason for each decision
public record Mapping(
        String encoding,
        String delimiter,
        String decimal,
        boolean header,
        String layout,
        String idColumn,
        String timeColumn,
        List<String> valueColumns,
        String timeFormat,
        String timezone,
        Map<String, Decision> inference) {

    public Mapping {
        valueColumns = List.copyOf(valueColumns);
        inference = Map.copyOf(inference);
    }

    /// Why a part of the mapping is as it is.
    public record Decision(double confidence, String reason) {}
}
