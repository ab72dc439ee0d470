package dev.almanac.data.dataset;

import dev.almanac.reader.Mapping;
import dev.almanac.reader.TimeFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an owner says about the columns; what is left out stays as inferred.
public record MappingRequest(
        String idColumn,
        String timeColumn,
        String valueColumn,
        List<String> valueColumns,
        String timeFormat,
        String timezone,
        String decimal) {

    private static final Mapping.Decision SAID = new Mapping.Decision(1, "You said so");

    /// @throws dev.almanac.kit.problem.ProblemException when a name is not of the file
    Mapping over(Mapping inferred, List<String> columns) {
        List<String> values = valueColumns != null ? valueColumns : valueColumn != null ? List.of(valueColumn) : null;
        known(columns, idColumn);
        known(columns, timeColumn);
        if (values != null) {
            values.forEach(column -> known(columns, column));
        }
        try {
            TimeFormat.ofCode(or(timeFormat, inferred.timeFormat()));
            ZoneId.of(or(timezone, inferred.timezone()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw DatasetProblem.MAPPING_INVALID.because(e.getMessage());
        }
        Map<String, Mapping.Decision> reasons = new HashMap<>(inferred.inference());
        reasons.replaceAll((part, reason) -> SAID);
        return new Mapping(
                inferred.encoding(),
                inferred.delimiter(),
                or(decimal, inferred.decimal()),
                inferred.header(),
                inferred.layout(),
                or(idColumn, inferred.idColumn()),
                or(timeColumn, inferred.timeColumn()),
                values == null ? inferred.valueColumns() : values,
                or(timeFormat, inferred.timeFormat()),
                or(timezone, inferred.timezone()),
                reasons);
    }

    private static void known(List<String> columns, String column) {
        if (column != null && !columns.contains(column)) {
            throw DatasetProblem.MAPPING_INVALID.because("The file has no column '" + column + "', it has " + columns);
        }
    }

    private static String or(String given, String inferred) {
        return given == null ? inferred : given;
    }
}
