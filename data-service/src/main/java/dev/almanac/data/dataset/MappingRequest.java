package dev.almanac.data.dataset;

import dev.almanac.reader.Mapping;
import dev.almanac.reader.TimeFormat;
import dev.almanac.reader.Wishes;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/// What an owner says about a file; what is left out stays as inferred, or as said before.
///
/// @param idColumn empty for none
/// @param idColumns instead of one; empty for none
/// @param timeOfDayColumn empty for none
/// @param thousands empty for none
public record MappingRequest(
        String encoding,
        String delimiter,
        Boolean header,
        Integer skippedRows,
        String layout,
        String idColumn,
        List<String> idColumns,
        String timeColumn,
        String timeOfDayColumn,
        String valueColumn,
        List<String> valueColumns,
        String timeFormat,
        String timezone,
        String decimal,
        String thousands) {

    /// Everything stays as it is.
    static final MappingRequest NOTHING = new MappingRequest(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /// The format of times is confirmed as it was proposed when nothing else is said of it.
    ///
    /// @throws dev.almanac.kit.problem.ProblemException when a word is not understood
    Wishes over(Mapping proposed) {
        try {
            boolean otherColumn = timeColumn != null && !timeColumn.equals(proposed.timeColumn());
            String format = timeFormat == null && !otherColumn ? proposed.timeFormat() : timeFormat;
            if (format != null) {
                TimeFormat.ofCode(format);
            }
            String zone = timezone == null && proposed.isSaid("timezone") ? proposed.timezone() : timezone;
            if (zone != null) {
                ZoneId.of(zone);
            }
            requireOne("delimiter", delimiter);
            requireOne("decimal", decimal);
            List<String> values =
                    valueColumns != null ? valueColumns : valueColumn != null ? List.of(valueColumn) : null;
            return new Wishes(
                    encoding,
                    delimiter,
                    decimal == null ? proposed.decimal() : decimal,
                    thousands != null
                            ? thousands
                            : decimal != null || proposed.thousands() == null ? null : proposed.thousands(),
                    header,
                    layout,
                    ids(proposed),
                    timeColumn == null && proposed.isSaid("time_column") ? proposed.timeColumn() : timeColumn,
                    timeOfDayColumn,
                    values == null && isSameTable(proposed) ? valuesOf(proposed) : values,
                    format,
                    zone,
                    skippedRows);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw DatasetProblem.MAPPING_INVALID.because(e.getMessage());
        }
    }

    /// Whether nothing is said that could give the table other columns; then what was proposed is confirmed.
    private boolean isSameTable(Mapping proposed) {
        return encoding == null
                && delimiter == null
                && header == null
                && skippedRows == null
                && layout == null
                && (timeColumn == null || timeColumn.equals(proposed.timeColumn()))
                && (timeOfDayColumn == null || timeOfDayColumn.equals(proposed.timeOfDayColumn()));
    }

    private static List<String> valuesOf(Mapping proposed) {
        return proposed.layout().equals(Mapping.WIDE_ROWS) ? null : proposed.valueColumns();
    }

    private List<String> ids(Mapping proposed) {
        if (idColumns != null) {
            return idColumns;
        }
        if (idColumn != null) {
            return idColumn.isEmpty() ? List.of() : List.of(idColumn);
        }
        if (!isSameTable(proposed)) {
            return null;
        }
        return proposed.idColumns() != null
                ? proposed.idColumns()
                : proposed.idColumn() == null ? List.of() : List.of(proposed.idColumn());
    }

    private static void requireOne(String field, String text) {
        if (text != null && text.length() != 1) {
            throw new IllegalArgumentException(field + " takes one character");
        }
    }
}
