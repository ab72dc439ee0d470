package dev.almanac.reader;

import java.util.List;

/// One row from the beginning of a file.
///
/// @param line where it begins, from 1
/// @param cells stripped of the space around them
record SampleRow(long line, List<String> cells) {

    String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    int width() {
        return cells.size();
    }

    boolean isBlank() {
        return cells.stream().allMatch(String::isEmpty);
    }
}
