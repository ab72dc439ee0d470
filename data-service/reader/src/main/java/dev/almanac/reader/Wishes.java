package dev.almanac.reader;

import java.util.List;

/// What a person says about a file; each part that is not null stands, all others are inferred around it.
///
/// @param idColumns empty for none
/// @param thousands empty for none
/// @param timeOfDayColumn empty for none
public record Wishes(
        String encoding,
        String delimiter,
        String decimal,
        String thousands,
        Boolean header,
        String layout,
        List<String> idColumns,
        String timeColumn,
        String timeOfDayColumn,
        List<String> valueColumns,
        String timeFormat,
        String timezone,
        Integer skippedRows) {

    public static final Wishes NONE =
            new Wishes(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /// Only the format of times is known.
    public static Wishes ofTimeFormat(String timeFormat) {
        return new Wishes(null, null, null, null, null, null, null, null, null, null, timeFormat, null, null);
    }
}
