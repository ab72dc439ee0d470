package dev.almanac.reader;

import java.util.List;

/// Where the parts of an observation stand in a row.
///
/// @param time -1 when times stand in the header
/// @param clock the column of times of day, -1 for none
/// @param times of the value columns when they stand in the header, else null
/// @param valueNames of the value columns where they are part of the series' name, else null
record Columns(int[] ids, int time, int clock, int[] values, long[] times, String[] valueNames) {

    static Columns of(Mapping mapping, List<String> names) {
        int[] ids = mapping.ids().stream().mapToInt(names::indexOf).toArray();
        int[] values = mapping.valueColumns().stream().mapToInt(names::indexOf).toArray();
        boolean wideRows = mapping.layout().equals(Mapping.WIDE_ROWS);
        boolean named = !wideRows && (ids.length == 0 || values.length > 1);
        TimeFormat format = TimeFormat.ofCode(mapping.timeFormat());
        return new Columns(
                ids,
                wideRows ? -1 : names.indexOf(mapping.timeColumn()),
                mapping.timeOfDayColumn() == null ? -1 : names.indexOf(mapping.timeOfDayColumn()),
                values,
                wideRows
                        ? mapping.valueColumns().stream()
                                .mapToLong(format::read)
                                .toArray()
                        : null,
                named ? mapping.valueColumns().toArray(new String[0]) : null);
    }

    /// The name of the series of the `k`-th value column.
    String name(String id, int k) {
        return valueNames == null ? id : ids.length == 0 ? valueNames[k] : id + "/" + valueNames[k];
    }
}
