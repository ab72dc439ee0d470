package dev.almanac.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where in the first rows the table is: what stands before it, which row names its columns, where observations begin.
///
/// Over 250 lines: preamble, header and unit rows are told apart by the same few facts of the same rows.
///
/// @param names of all columns
/// @param timesInHeader how the header's cells are written when most of them are times, else null
/// @param body the rows with observations
/// @param skipped lines before the header, or before the first observation when there is none
/// @param headerRows lines from the header up to the first observation
/// @param unitRows how many rows stand between the header and the first observation
/// @param shortHeader whether columns that are not empty have no name: a separator too many, or a name too few
record TableShape(
        List<String> names,
        boolean header,
        TimeChoice timesInHeader,
        List<SampleRow> body,
        int skipped,
        int headerRows,
        int unitRows,
        boolean shortHeader) {

    private static final int LATEST_HEADER = 60;
    private static final double MOSTLY = 0.5;
    private static final double MANY = 0.75;
    private static final int FEWEST_TIMES_IN_HEADER = 2;

    static TableShape of(List<SampleRow> rows, Wishes wishes, char delimiter) {
        int width = width(rows);
        int first = wishes.skippedRows() != null ? firstAfter(rows, wishes.skippedRows()) : firstOfWidth(rows, width);
        List<SampleRow> table = rows.subList(first, rows.size());
        int wide = wideHeader(table, width, wishes);
        if (wide >= 0) {
            TimeChoice times = TimeChoice.of(headerTimes(table.get(wide)));
            return shape(table, width, wide, wide + 1, times);
        }
        int begin = Boolean.FALSE.equals(wishes.header()) ? 0 : firstObservation(table, width, delimiter);
        if (begin == 0 && Boolean.TRUE.equals(wishes.header())) {
            begin = Math.min(1, table.size());
        }
        return shape(table, width, begin == 0 ? -1 : headerBefore(table, begin, width), begin, null);
    }

    private static TableShape shape(List<SampleRow> table, int width, int header, int begin, TimeChoice times) {
        List<SampleRow> body = table.subList(begin, table.size());
        int lines = header < 0 || body.isEmpty()
                ? header < 0 ? 0 : 1
                : (int) (body.getFirst().line() - table.get(header).line());
        List<String> names = header < 0 ? positions(width) : names(table, header, begin, width);
        SampleRow start = header < 0 ? table.getFirst() : table.get(header);
        boolean shortHeader = header >= 0
                && !lacksRowNumbers(table, header, begin, width)
                && body.stream().anyMatch(row -> filled(row) > table.get(header).width());
        return new TableShape(
                names,
                header >= 0,
                times,
                body,
                (int) start.line() - 1,
                lines,
                header < 0 ? 0 : begin - header - 1,
                shortHeader);
    }

    /// The usual number of fields; of two, the larger.
    private static int width(List<SampleRow> rows) {
        Map<Integer, Integer> widths = new HashMap<>();
        rows.forEach(row -> widths.merge(row.width(), 1, Integer::sum));
        return widths.entrySet().stream()
                .max(Comparator.comparingInt((Map.Entry<Integer, Integer> each) -> each.getValue())
                        .thenComparingInt(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    private static int firstOfWidth(List<SampleRow> rows, int width) {
        int first = 0;
        while (rows.get(first).width() != width) {
            first++;
        }
        boolean shorterHeader = first == 1 && rows.getFirst().width() == width - 1 && width > 2;
        return shorterHeader ? 0 : first;
    }

    private static int firstAfter(List<SampleRow> rows, int lines) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).line() > lines) {
                return i;
            }
        }
        throw new IllegalArgumentException("The file has no table after " + lines + " lines");
    }

    /// The row whose cells are mostly times while those below them are numbers; -1 when there is none.
    private static int wideHeader(List<SampleRow> table, int width, Wishes wishes) {
        boolean wanted = wishes.layout() == null || wishes.layout().equals(Mapping.WIDE_ROWS);
        for (int i = 0; wanted && i < Math.min(table.size() - 1, 10); i++) {
            SampleRow row = table.get(i);
            List<String> times = headerTimes(row);
            if (times.size() >= FEWEST_TIMES_IN_HEADER && times.size() >= MOSTLY * width && row.width() == width) {
                TimeChoice choice = TimeChoice.of(times);
                if (choice.isTime(1)
                        && (!choice.weak() || monotone(choice.format(), times))
                        && numbersBelow(table, i)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static List<String> headerTimes(SampleRow row) {
        return row.cells().stream()
                .filter(cell -> !TimePatterns.fitting(cell).isEmpty())
                .toList();
    }

    private static boolean monotone(TimeFormat format, List<String> times) {
        boolean up = true;
        boolean down = true;
        for (int i = 1; i < times.size(); i++) {
            long step = format.read(times.get(i)) - format.read(times.get(i - 1));
            up &= step > 0;
            down &= step < 0;
        }
        return (up || down) && times.size() > FEWEST_TIMES_IN_HEADER;
    }

    /// A row of data has a name where the header has one; in a long file without a header the second row has a time
    /// where the first has one.
    private static boolean numbersBelow(List<SampleRow> table, int header) {
        SampleRow above = table.get(header);
        SampleRow below = table.get(header + 1);
        for (int column = 0; column < above.width(); column++) {
            String cell = below.cell(column);
            boolean time = !TimePatterns.fitting(above.cell(column)).isEmpty();
            if (time && !cell.isEmpty() && !NumberText.isMissing(cell) && !looksNumeric(cell)) {
                return false;
            }
            if (!time && !cell.isEmpty() && looksNumeric(above.cell(column))) {
                return false;
            }
        }
        return true;
    }

    private static boolean looksNumeric(String cell) {
        return !cell.isEmpty() && NumberForm.of(List.of(cell), ';').text().fits(cell);
    }

    /// The first row that is typed as those after it are.
    private static int firstObservation(List<SampleRow> table, int width, char delimiter) {
        List<SampleRow> below = table.size() > 1 ? table.subList(1, table.size()) : table;
        boolean[] times = new boolean[width];
        NumberText[] numbers = new NumberText[width];
        int typed = 0;
        for (int column = 0; column < width; column++) {
            List<String> cells = cells(below, column);
            times[column] = TimeChoice.of(cells).isTime(MANY);
            boolean numeric = !times[column] && NumberForm.isNumeric(cells, delimiter, MANY);
            numbers[column] = numeric ? NumberForm.of(cells, delimiter).text() : null;
            typed += times[column] || numeric ? 1 : 0;
        }
        if (typed == 0) {
            return Math.min(1, table.size());
        }
        for (int i = 0; i < Math.min(table.size(), LATEST_HEADER); i++) {
            if (isObservation(table.get(i), times, numbers)) {
                return i;
            }
        }
        return Math.min(1, table.size());
    }

    private static boolean isObservation(SampleRow row, boolean[] times, NumberText[] numbers) {
        boolean some = false;
        for (int column = 0; column < times.length; column++) {
            String cell = row.cell(column);
            if (cell.isEmpty() || NumberText.isMissing(cell)) {
                continue;
            }
            boolean time = times[column] && !TimePatterns.fitting(cell).isEmpty();
            boolean number = numbers[column] != null && numbers[column].fits(cell);
            if ((times[column] || numbers[column] != null) && !time && !number) {
                return false;
            }
            if (time) {
                return true; // whatever stands beside it
            }
            some |= number;
        }
        return some;
    }

    private static List<String> cells(List<SampleRow> rows, int column) {
        return rows.stream()
                .map(row -> row.cell(column))
                .filter(cell -> !NumberText.isMissing(cell))
                .toList();
    }

    /// The last row before the observations that names every column once; else the one next to them.
    private static int headerBefore(List<SampleRow> table, int begin, int width) {
        for (int i = 0; i < begin; i++) {
            List<String> cells = table.get(i).cells();
            boolean full = table.get(i).width() >= width - 1 && cells.stream().noneMatch(String::isEmpty);
            if (full && new HashSet<>(cells).size() == cells.size()) {
                return i;
            }
        }
        return begin > 1 && table.get(begin - 2).width() == width && spans(table.get(begin - 2))
                ? begin - 2
                : begin - 1;
    }

    /// A row above the names whose cells each stand for several columns.
    private static boolean spans(SampleRow row) {
        return row.cells().stream().filter(cell -> !cell.isEmpty()).count() >= 1
                && row.cells().stream().anyMatch(String::isEmpty);
    }

    private static List<String> positions(int width) {
        List<String> names = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            names.add(Integer.toString(column));
        }
        return names;
    }

    /// Names are made unique by a number; under a row that spans columns they carry its word before them. Where the
    /// header lacks the name of row numbers, as some programs write it, all others belong one column further.
    private static List<String> names(List<SampleRow> table, int header, int begin, int width) {
        SampleRow top = table.get(header);
        boolean two = begin - header == 2 && spans(top);
        int shift = lacksRowNumbers(table, header, begin, width) ? 1 : 0;
        List<String> given = new ArrayList<>();
        String span = "";
        for (int column = 0; column < Math.max(width, top.width()); column++) {
            String cell = column < shift ? "" : top.cell(column - shift);
            span = cell.isEmpty() ? span : cell;
            String below = two ? table.get(header + 1).cell(column) : "";
            given.add(two ? (span + " " + below).strip() : cell);
        }
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int column = 0; column < given.size(); column++) {
            String name = given.get(column).isEmpty() ? Integer.toString(column) : given.get(column);
            String unique = name;
            boolean made = given.get(column).isEmpty();
            for (int k = 2; taken.contains(unique) || (made && given.contains(unique)); k++) {
                unique = name + " (" + k + ")";
            }
            taken.add(unique);
            names.add(unique);
        }
        return names;
    }

    private static boolean lacksRowNumbers(List<SampleRow> table, int header, int begin, int width) {
        if (table.get(header).width() != width - 1) {
            return false;
        }
        for (int i = begin; i < table.size(); i++) {
            if (!table.get(i).cell(0).equals(Integer.toString(i - begin + 1))) {
                return false;
            }
        }
        return table.size() > begin;
    }

    /// The number of fields up to the last that is not empty.
    private static int filled(SampleRow row) {
        int filled = row.width();
        while (filled > 0 && row.cell(filled - 1).isEmpty()) {
            filled--;
        }
        return filled;
    }
}
