package dev.almanac.data.dataset;

import dev.almanac.reader.Mapping;
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

    private static String role(String name, Mapping mapping) {
        if (name.equals(mapping.timeColumn())) {
            return "time";
        }
        if (name.equals(mapping.idColumn())) {
            return "id";
        }
        return mapping.valueColumns().contains(name) ? "value" : "unused";
    }

    /// @param role `time`, `id`, `value` or `unused`
    public record Column(String name, String role) {}
}
