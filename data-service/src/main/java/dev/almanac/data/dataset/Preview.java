package dev.almanac.data.dataset;

import dev.almanac.reader.Mapping;
import dev.almanac.reader.Wishes;
import java.util.List;

/// The first rows of a file and what each column was taken for.
public record Preview(List<Column> columns, List<List<String>> rows) {

    static Preview of(List<String> names, Mapping mapping, List<List<String>> rows) {
        return new Preview(
                names.stream()
                        .map(name -> new Column(name, role(name, mapping)))
                        .toList(),
                rows);
    }

    /// What is known of the table, so that the preview is of the same one.
    static Wishes tableOf(Mapping mapping) {
        return new Wishes(
                mapping.encoding(),
                mapping.delimiter(),
                null,
                null,
                mapping.header(),
                mapping.layout(),
                null,
                null,
                null,
                null,
                null,
                null,
                mapping.skippedRows());
    }

    private static String role(String name, Mapping mapping) {
        if (name.equals(mapping.timeColumn()) || name.equals(mapping.timeOfDayColumn())) {
            return "time";
        }
        boolean id = mapping.idColumns() != null ? mapping.idColumns().contains(name) : name.equals(mapping.idColumn());
        if (id) {
            return "id";
        }
        return mapping.valueColumns().contains(name) ? "value" : "unused";
    }

    /// @param role `time`, `id`, `value` or `unused`
    public record Column(String name, String role) {}
}
