package dev.almanac.reader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Decides which column is the time, which are values and which name the series. Over 250 lines: each decision rests on
/// the same sample and on the ones before it.
final class Roles {

    private static final double NEARLY_ALL = 0.9;
    private static final double MANY = 0.75;
    private static final double MOSTLY = 0.5;
    private static final int PREVIEW_ROWS = 50;
    private static final int MOST_ID_COLUMNS = 4;
    private static final String TIME_WORDS =
            "(?i).*(date|datum|time|zeit|tag|day|ds|month|monat|mois|mes|year|jahr|anno|week|woche|quarter|quartal|"
                    + "period|stamp|fecha|jour|data|ts).*";
    private static final String ID_WORDS =
            "(?i)(.*[_ ]?id|series|item|key|sku|.*store.*|.*shop.*|.*product.*|.*produkt.*|artikel.*|filiale|ticker|symbol|"
                    + "region|country|land|sensor.*|meter.*|.*customer.*|site|location|station.*|state|city|name|code|"
                    + "group|dept|department|metric|variable|indicator)";
    private static final String DAY_PARTS =
            "(?i)(month|monat|mois|mes|mese|day|tag|jour|dia|week|woche|semaine|semana|kw"
                    + "|quarter|quartal|qtr|weekday|dayofweek|wochentag)";
    private static final String CLOCK_PARTS = "(?i)(hour|stunde|heure|hora|hr|std|minute|min)";
    private static final String CLOCK_WORDS = "(?i).*(time|zeit|hour|stunde|uhr|clock|heure|hora|ora).*";
    private static final int FEWEST_MONTHS = 10;
    private static final double STRUCTURAL = 0.2;
    private static final String INDEX_WORDS = "(?i)(|index|unnamed: ?[0-9]+|row|nr|no|#|[0-9]+)";

    private final TableShape shape;
    private final Wishes wishes;
    private final Encoding encoding;
    private final Dialect dialect;
    private final List<String> names;
    private final List<SampleRow> body;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Mapping.Decision> reasons = new HashMap<>();

    Roles(TableShape shape, Wishes wishes, Encoding encoding, Dialect dialect) {
        this.shape = shape;
        this.wishes = wishes;
        this.encoding = encoding;
        this.dialect = dialect;
        this.names = shape.names();
        this.body = shape.body();
    }

    Inference infer() {
        if (body.isEmpty()) {
            throw new UnreadableFileException(Finding.ofFile("NO_DATA", "The file has a header and no rows"));
        }
        describeTable();
        return shape.timesInHeader() != null ? wideRows() : columns();
    }

    private void describeTable() {
        decide(
                "encoding",
                wishes.encoding(),
                encoding == Encoding.WINDOWS_1252 ? 0.8 : 0.99,
                encoding == Encoding.WINDOWS_1252
                        ? "It is not UTF-8, and this is what is common then"
                        : "Its bytes fit");
        decide("delimiter", wishes.delimiter(), 0.99, "It cuts the rows most evenly");
        decide(
                "header",
                wishes.header(),
                0.95,
                shape.header() ? "Its cells are words" : "The first row is like the others");
        if (shape.skipped() > 0) {
            findings.add(Finding.counted(
                    "PREAMBLE", shape.skipped(), shape.skipped() + " lines before the table are left out"));
        }
        if (shape.unitRows() > 0) {
            findings.add(Finding.counted(
                    "MULTIROW_HEADER", shape.unitRows() + 1, "The header has " + (shape.unitRows() + 1) + " rows"));
        }
        if (shape.shortHeader()) {
            askColumns(null, "Rows have more fields than the header has names");
        }
        if (!shape.header()) {
            findings.add(Finding.ofFile("NO_HEADER", "The first row holds data, so columns are named by position"));
        }
    }

    private Inference wideRows() {
        TimeFormat format =
                wishes.timeFormat() == null ? shape.timesInHeader().format() : TimeFormat.ofCode(wishes.timeFormat());
        List<Integer> times = IntStream.range(0, names.size())
                .filter(column -> format.fits(names.get(column)))
                .boxed()
                .toList();
        if (times.isEmpty()) {
            throw new UnreadableFileException(
                    Finding.ofFile("NO_DATA", "No name in the header is a time of the format " + format.code()));
        }
        List<Integer> ids = wishes.idColumns() != null
                ? positions(wishes.idColumns())
                : IntStream.range(0, names.size())
                        .filter(column -> !times.contains(column) && isFilled(column) && namesRow(column))
                        .limit(MOST_ID_COLUMNS)
                        .boxed()
                        .toList();
        decide("layout", wishes.layout(), 0.95, "Most names in the header are times");
        decide("id_column", wishes.idColumns(), 0.9, "What is not a time names the row's series");
        List<String> heads = times.stream().map(names::get).toList();
        ask(new TimeChoice(format, rivals(shape.timesInHeader()), 1, false), null, heads.getFirst(), 1);
        return inference(Mapping.WIDE_ROWS, ids, null, null, times, format.code(), heads, numbers(times));
    }

    /// Numbers that are no ids are totals, or times that come twice.
    private boolean namesRow(int column) {
        boolean named = isNamedId(column) || !NumberForm.isNumeric(cells(column), dialect.delimiter(), NEARLY_ALL);
        if (!named) {
            unused(column, "it holds numbers, and its name is no time of its own");
        }
        return named;
    }

    /// A column of times of day counts when dates alone do not tell rows apart, or when it is called one.
    private int clockOf(int time, int found) {
        if (found < 0 || wishes.timeOfDayColumn() != null) {
            return found;
        }
        List<String> dates = cells(time);
        TimeChoice choice = TimeChoice.of(dates);
        boolean complete = choice.format() != null && choice.format().code().contains("HH");
        boolean repeats = dates.stream().distinct().count() < dates.size();
        if (!complete && (names.get(found).matches(CLOCK_WORDS) || repeats)) {
            return found;
        }
        unused(found, "it holds times of day beside whole times");
        return -1;
    }

    private Inference columns() {
        int found = clockColumn();
        int time = timeColumn(found);
        int clock = clockOf(time, found);
        List<String> cells = timeCells(time, clock);
        TimeChoice choice = TimeChoice.of(cells);
        if (choice.format() == null && wishes.timeFormat() == null) {
            String name = names.get(time);
            throw new UnreadableFileException(
                    Finding.ofColumn("NO_DATA", name, "'" + name + "' holds no times that we can read"));
        }
        String format = wishes.timeFormat() == null ? choice.format().code() : wishes.timeFormat();
        if (!TimeFormat.ofCode(format)
                .fits(cells.stream()
                        .filter(TimeFormat.ofCode(format)::fits)
                        .findFirst()
                        .orElse(""))) {
            throw new UnreadableFileException(Finding.ofColumn(
                    "NO_DATA",
                    names.get(time),
                    "No cell of '" + names.get(time) + "' is a time of the format " + format));
        }
        ask(choice, names.get(time), cells.getFirst(), body.getFirst().line());
        List<Integer> numeric = numericColumns(time, clock);
        spread(time, clock, format, numeric);
        NumberForm numbers = numbers(numeric);
        List<Integer> ids = ids(time, clock, numeric, format);
        List<Integer> values = values(numeric, ids, numbers);
        String layout = ids.isEmpty() && values.size() > 1 ? Mapping.WIDE_COLUMNS : Mapping.LONG;
        decide(
                "layout",
                wishes.layout(),
                0.95,
                layout.equals(Mapping.LONG)
                        ? "Each row holds a time and its values"
                        : "Several columns of numbers and none that names a series");
        return inference(
                layout, ids, names.get(time), clock < 0 ? null : names.get(clock), values, format, cells, numbers);
    }

    /// Times that are spread over several columns are not put together by guessing: parts that the times already have
    /// are left out, others are a question.
    private void spread(int time, int clock, String format, List<Integer> numeric) {
        boolean instants = format.startsWith("epoch");
        boolean days = instants || format.contains("dd") || format.contains("'W'") || format.contains("excel");
        boolean clocks = instants || clock >= 0 || format.contains("HH");
        for (int column : List.copyOf(numeric)) {
            String name = names.get(column);
            boolean part = name.matches(DAY_PARTS) || name.matches(CLOCK_PARTS);
            if (!part || !isWhole(column) || wishes.idColumns() != null || isTooLarge(column, name)) {
                continue;
            }
            numeric.remove((Integer) column);
            if (name.matches(DAY_PARTS) ? days : clocks) {
                unused(column, "the times already say it");
            } else {
                askColumns(
                        name,
                        "'" + names.get(time) + "' and '" + name
                                + "' seem to be parts of one time, which cannot be put together here");
            }
        }
        long months = numeric.stream()
                .map(column -> names.get(column).getBytes(StandardCharsets.UTF_8))
                .filter(name -> MonthNames.month(name, 0, name.length) > 0)
                .count();
        if (format.equals("yyyy") && months >= FEWEST_MONTHS) {
            askColumns(null, "Rows seem to be years and columns months; each column would be a series of its own");
        }
    }

    /// Whether the numbers are too large for a part of a date or of a day.
    private boolean isTooLarge(int column, String name) {
        long most = name.matches(CLOCK_PARTS) ? 60 : 366;
        return cells(column).stream().mapToLong(Long::parseLong).anyMatch(value -> value < 0 || value > most);
    }

    private Inference inference(
            String layout,
            List<Integer> ids,
            String time,
            String clock,
            List<Integer> values,
            String format,
            List<String> times,
            NumberForm numbers) {
        List<String> idNames = ids.stream().map(names::get).toList();
        Mapping mapping = new Mapping(
                encoding.code(),
                String.valueOf(dialect.delimiter()),
                String.valueOf(dialect.quote()),
                String.valueOf(numbers.decimal()),
                numbers.thousands(),
                numbers.unit(),
                shape.header(),
                shape.headerRows(),
                layout,
                idNames.isEmpty() ? null : idNames.getFirst(),
                idNames.size() > 1 ? idNames : null,
                time,
                clock,
                values.stream().map(names::get).toList(),
                format,
                timezone(TimeFormat.ofCode(format), times),
                shape.skipped(),
                reasons);
        List<List<String>> sample =
                body.stream().limit(PREVIEW_ROWS).map(SampleRow::cells).toList();
        List<String> rivals = wishes.timeFormat() != null
                ? List.of()
                : (time == null ? shape.timesInHeader() : TimeChoice.of(times)).rivals();
        return new Inference(mapping, names, sample, findings, rivals, numbers, dialect);
    }

    private List<String> rivals(TimeChoice choice) {
        return wishes.timeFormat() != null ? List.of() : choice.rivals();
    }

    private void ask(TimeChoice choice, String column, String value, long line) {
        if (wishes.timeFormat() != null) {
            decide("time_format", wishes.timeFormat(), 1, "");
            return;
        }
        String code = choice.format().code();
        if (code.contains(TimePattern.EXCEL)) {
            findings.add(Finding.at(
                    "EXCEL_SERIAL_DATE",
                    line,
                    column,
                    value,
                    "Times are written as day numbers of a spreadsheet; they count from 1899-12-30"));
        }
        if (choice.format().patterns() > 1) {
            findings.add(mixed(line, column, value, code, choice.rivals()));
        } else if (!choice.rivals().isEmpty()) {
            findings.add(ambiguous(line, column, value, code, choice.rivals()));
        }
        boolean sure = choice.rivals().isEmpty();
        reasons.put(
                "time_format",
                new Mapping.Decision(
                        sure ? choice.weak() ? 0.8 : 0.99 : 0.5,
                        sure
                                ? "It fits the cells, and no other does"
                                : "Its steps are the more regular; other readings fit too"));
    }

    /// @param rivals of the first pattern
    static Finding mixed(long line, String column, String value, String code, List<String> rivals) {
        String others = code.substring(code.indexOf('|'));
        List<Fix> fixes = new ArrayList<>();
        fixes.add(new Fix("time_format:" + code, "Read as " + code.replace("|", " and ")));
        for (String rival : rivals) {
            String format = rival + others;
            fixes.add(new Fix("time_format:" + format, "Read as " + format.replace("|", " and ")));
        }
        return Finding.at(
                        "MIXED_DATE_FORMATS",
                        line,
                        column,
                        value,
                        "Times are written in more than one way: " + code.replace("|", " and ") + "; please confirm")
                .with(fixes.toArray(new Fix[0]));
    }

    static Finding ambiguous(long line, String column, String value, String code, List<String> rivals) {
        List<Fix> fixes = new ArrayList<>();
        fixes.add(new Fix("time_format:" + code, "Read as " + code));
        rivals.forEach(rival -> fixes.add(new Fix("time_format:" + rival, "Read as " + rival)));
        return Finding.at(
                        "AMBIGUOUS_DATE_FORMAT",
                        line,
                        column,
                        value,
                        code + " and " + String.join(" and ", rivals)
                                + " both fit every date; please confirm which it is")
                .with(fixes.toArray(new Fix[0]));
    }

    /// A question about what columns mean, unless a person has said it.
    private void askColumns(String column, String message) {
        if (wishes.idColumns() == null && wishes.valueColumns() == null) {
            findings.add(Finding.ofColumn("AMBIGUOUS_COLUMNS", column, message + "; please confirm the columns"));
        }
    }

    private void unused(int column, String why) {
        String name = names.get(column);
        findings.add(Finding.ofColumn("UNUSED_COLUMN", name, "The column '" + name + "' is not used: " + why));
    }

    /// A column of times of day beside a column of dates; -1 when there is none.
    private int clockColumn() {
        if (wishes.timeOfDayColumn() != null) {
            return wishes.timeOfDayColumn().isEmpty() ? -1 : position(wishes.timeOfDayColumn());
        }
        for (int column = 0; column < names.size(); column++) {
            List<String> cells = cells(column);
            if (!cells.isEmpty()
                    && cells.stream()
                            .allMatch(cell ->
                                    cell.matches("(?i)[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[ap]m)?"))) {
                return column;
            }
        }
        return -1;
    }

    private int timeColumn(int clock) {
        if (wishes.timeColumn() != null) {
            decide("time_column", wishes.timeColumn(), 1, "");
            return position(wishes.timeColumn());
        }
        int best = -1;
        double bestScore = 0;
        for (int column = 0; column < names.size(); column++) {
            double score = column == clock ? 0 : timeScore(column);
            if (score > bestScore) {
                best = column;
                bestScore = score;
            }
        }
        if (best < 0) {
            throw new UnreadableFileException(Finding.ofFile("NO_DATA", "No column holds times that we can read"));
        }
        reasons.put("time_column", new Mapping.Decision(bestScore > 2 ? 0.97 : 0.8, "Its cells are times"));
        return best;
    }

    private double timeScore(int column) {
        List<String> cells = cells(column);
        TimeChoice choice = TimeChoice.of(cells);
        if (cells.size() < MOSTLY * body.size() || !choice.isTime(MANY)) {
            return 0;
        }
        boolean named = shape.header() && names.get(column).matches(TIME_WORDS);
        if (choice.weak() && !named && !(column == 0 && steps(choice.format(), cells))) {
            return 0;
        }
        return (choice.weak() ? 1 : 2) + (named ? 1.5 : 0) + 0.1 / (1 + column);
    }

    /// Whether numbers that could be times go up by regular steps as times do.
    private static boolean steps(TimeFormat format, List<String> cells) {
        Set<String> distinct = new HashSet<>(cells);
        long[] times = distinct.stream()
                .mapToLong(format::read)
                .filter(time -> time != TimeFormat.NONE)
                .sorted()
                .toArray();
        return Frequency.of(times).code() != null;
    }

    private List<String> timeCells(int time, int clock) {
        return body.stream()
                .filter(row -> !NumberText.isMissing(row.cell(time)))
                .map(row -> clock < 0 ? row.cell(time) : (row.cell(time) + " " + row.cell(clock)).strip())
                .toList();
    }

    private List<Integer> numericColumns(int time, int clock) {
        List<Integer> numeric = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            List<String> cells = cells(column);
            if (column != time && column != clock && !cells.isEmpty()) {
                if (NumberForm.isNumeric(cells, dialect.delimiter(), NEARLY_ALL)) {
                    numeric.add(column);
                }
            }
        }
        return numeric;
    }

    private NumberForm numbers(List<Integer> columns) {
        List<String> cells =
                columns.stream().flatMap(column -> cells(column).stream()).toList();
        NumberForm found = NumberForm.of(cells, dialect.delimiter());
        if (wishes.decimal() != null || wishes.thousands() != null) {
            decide("decimal", "", 1, "");
            char decimal = wishes.decimal() == null
                    ? found.decimal()
                    : wishes.decimal().charAt(0);
            String thousands = wishes.thousands() == null
                    ? found.thousands() != null && found.thousands().charAt(0) == decimal ? null : found.thousands()
                    : wishes.thousands().isEmpty() ? null : wishes.thousands();
            return new NumberForm(decimal, thousands, found.unit(), List.of(), false);
        }
        if (found.rivals().isEmpty()) {
            reasons.put("decimal", new Mapping.Decision(0.97, "Only so do the cells make sense"));
            return found;
        }
        findings.add(ambiguousNumber(found, cells));
        reasons.put(
                "decimal",
                new Mapping.Decision(0.5, "It is the more common with this delimiter; another reading fits too"));
        return found;
    }

    static Finding ambiguousNumber(NumberForm found, List<String> cells) {
        NumberForm rival = found.rivals().getFirst();
        String example = cells.stream()
                .filter(cell -> found.text().read(cell) != rival.text().read(cell))
                .findFirst()
                .orElseThrow();
        String message = "'%s' can be %s or %s; please confirm which it is"
                .formatted(example, found.text().read(example), rival.text().read(example));
        List<Fix> fixes = List.of(fix(found, example), fix(rival, example));
        return new Finding("AMBIGUOUS_NUMBER_FORMAT", null, null, example, null, null, message, fixes);
    }

    private static Fix fix(NumberForm form, String example) {
        return new Fix("decimal:" + form.decimal(), "Read as " + form.text().read(example));
    }

    private List<Integer> ids(int time, int clock, List<Integer> numeric, String format) {
        if (wishes.idColumns() != null) {
            decide("id_column", wishes.idColumns(), 1, "");
            return positions(wishes.idColumns());
        }
        Set<Integer> known = new HashSet<>(numeric);
        List<Integer> texts = IntStream.range(0, names.size())
                .filter(column -> column != time && column != clock && !known.contains(column) && isFilled(column))
                .boxed()
                .toList();
        List<String> times = body.stream()
                .map(row -> row.cell(time) + (clock < 0 ? "" : " " + row.cell(clock)))
                .toList();
        List<Integer> chosen = separating(texts, numeric, times);
        if (chosen.isEmpty()) {
            texts.stream()
                    .filter(column -> isConstant(column) || names.get(column).matches(ID_WORDS))
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        if (chosen.isEmpty() && numeric.size() > 1) {
            numeric.stream()
                    .filter(column -> namesSeries(column, numeric))
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        alsoNamed(texts, numeric, chosen);
        for (int column : texts) {
            if (!chosen.contains(column) && !follows(column, chosen)) {
                findings.add(Finding.ofColumn(
                        "CATEGORICAL_FEATURE",
                        names.get(column),
                        "The column '" + names.get(column) + "' holds words and is not used"));
            }
        }
        reasons.put(
                "id_column",
                new Mapping.Decision(
                        chosen.isEmpty() ? 0.9 : 0.95,
                        chosen.isEmpty()
                                ? "No column names series: each time comes once"
                                : "With it, each time comes once a series"));
        return chosen;
    }

    /// Where the sample holds one series only, whatever is called an id may tell series apart further on.
    private void alsoNamed(List<Integer> texts, List<Integer> numeric, List<Integer> chosen) {
        boolean measures = numeric.stream().anyMatch(column -> !isNamedId(column));
        Set<Integer> words = new HashSet<>(texts);
        Set<Integer> numbers = new HashSet<>(numeric);
        for (int column = 0; column < names.size() && chosen.size() < MOST_ID_COLUMNS; column++) {
            boolean word = words.contains(column);
            boolean number = measures && numbers.contains(column) && isWhole(column);
            if ((word || number) && isNamedId(column) && isConstant(column) && !chosen.contains(column)) {
                chosen.add(column);
            }
        }
    }

    /// The fewest columns with which times come once; greedy, words before numbers.
    private List<Integer> separating(List<Integer> texts, List<Integer> numeric, List<String> times) {
        List<Integer> chosen = new ArrayList<>();
        int duplicates = duplicates(times, chosen);
        while (duplicates > 0 && chosen.size() < MOST_ID_COLUMNS) {
            int best = -1;
            int fewest = duplicates;
            boolean structural = duplicates >= STRUCTURAL * body.size();
            for (int column : candidates(texts, numeric, chosen)) {
                if (!structural && !isNamedId(column)) {
                    continue; // a few repeats are repeats, not series
                }
                List<Integer> tried = new ArrayList<>(chosen);
                tried.add(column);
                int left = duplicates(times, tried);
                boolean better =
                        left < fewest || (left == fewest && best >= 0 && isNamedId(column) && !isNamedId(best));
                if (left < duplicates && better) {
                    best = column;
                    fewest = left;
                }
            }
            if (best < 0) {
                break;
            }
            chosen.add(best);
            duplicates = fewest;
        }
        return chosen;
    }

    /// Words, and whole numbers that repeat; of the numbers at least one column must be left for values.
    private List<Integer> candidates(List<Integer> texts, List<Integer> numeric, List<Integer> chosen) {
        List<Integer> open =
                texts.stream().filter(column -> !chosen.contains(column)).collect(Collectors.toList());
        List<Integer> numbers =
                numeric.stream().filter(column -> !chosen.contains(column)).toList();
        if (!numbers.isEmpty() && (open.isEmpty() || numbers.stream().anyMatch(this::isNamedId))) {
            List<Integer> measures =
                    numbers.stream().filter(column -> !isNamedId(column)).toList();
            Integer kept = measures.isEmpty() ? numbers.getLast() : measures.getLast();
            numbers.stream()
                    .filter(column -> !column.equals(kept) && isWhole(column))
                    .filter(column -> isNamedId(column) || repeats(column))
                    .forEach(open::add);
        }
        return open;
    }

    private boolean isNamedId(int column) {
        return names.get(column).matches(ID_WORDS);
    }

    /// A whole number that is called an id and repeats.
    private boolean namesSeries(int column, List<Integer> numeric) {
        boolean last = column == numeric.getLast();
        return !last && isWhole(column) && isNamedId(column) && repeats(column);
    }

    private List<Integer> values(List<Integer> numeric, List<Integer> ids, NumberForm numbers) {
        if (wishes.valueColumns() != null) {
            decide("value_columns", wishes.valueColumns(), 1, "");
            return positions(wishes.valueColumns());
        }
        NumberText text = numbers.text();
        List<Integer> values = new ArrayList<>();
        for (int column : numeric) {
            boolean written = cells(column).stream().filter(text::fits).count()
                    >= NEARLY_ALL * cells(column).size();
            if (!ids.contains(column) && written) {
                values.add(column);
            } else if (!ids.contains(column)) {
                unused(column, "its numbers are written in another way than the others");
            }
        }
        if (values.size() > 1) {
            values.removeIf(this::isRowNumber);
        }
        if (values.isEmpty()) {
            throw new UnreadableFileException(Finding.ofFile("NO_DATA", "No column holds numbers"));
        }
        reasons.put("value_columns", new Mapping.Decision(0.95, "They hold numbers"));
        return values;
    }

    private boolean isRowNumber(int column) {
        if (!names.get(column).matches(INDEX_WORDS) || !isWhole(column) || !shape.header()) {
            return false;
        }
        List<String> cells = cells(column);
        for (int i = 1; i < cells.size(); i++) {
            if (Long.parseLong(cells.get(i)) != Long.parseLong(cells.get(i - 1)) + 1) {
                return false;
            }
        }
        return cells.size() > 1;
    }

    private String timezone(TimeFormat format, List<String> cells) {
        if (wishes.timezone() != null) {
            decide("timezone", wishes.timezone(), 1, "");
            return wishes.timezone();
        }
        if (!format.hasOffset()) {
            reasons.put(
                    "timezone",
                    new Mapping.Decision(
                            0.5, "The file does not say; days begin at midnight UTC until you name a zone"));
            return "UTC";
        }
        TimePattern pattern = TimePattern.of(format.code().split("\\|")[0]);
        Set<Integer> offsets = cells.stream()
                .map(cell -> cell.getBytes(StandardCharsets.UTF_8))
                .map(cell -> pattern.offset(cell, 0, cell.length))
                .filter(offset -> offset != Integer.MIN_VALUE)
                .collect(Collectors.toSet());
        if (offsets.size() == 1 && !offsets.contains(0)) {
            reasons.put("timezone", new Mapping.Decision(0.95, "Every time has this offset"));
            return java.time.ZoneOffset.ofTotalSeconds(offsets.iterator().next())
                    .getId();
        }
        reasons.put(
                "timezone",
                new Mapping.Decision(0.9, offsets.size() > 1 ? "Times have different offsets" : "Times are in UTC"));
        return "UTC";
    }

    private int duplicates(List<String> times, List<Integer> columns) {
        Set<List<String>> seen = new HashSet<>();
        int duplicates = 0;
        for (int i = 0; i < body.size(); i++) {
            List<String> key = new ArrayList<>(columns.size() + 1);
            key.add(times.get(i));
            for (int column : columns) {
                key.add(body.get(i).cell(column));
            }
            duplicates += seen.add(key) ? 0 : 1;
        }
        return duplicates;
    }

    /// Whether the column says nothing that the chosen ones do not.
    private boolean follows(int column, List<Integer> chosen) {
        Map<List<String>, String> known = new HashMap<>();
        for (SampleRow row : body) {
            List<String> key = chosen.stream().map(row::cell).toList();
            String before = known.putIfAbsent(key, row.cell(column));
            if (before != null && !before.equals(row.cell(column))) {
                return false;
            }
        }
        return true;
    }

    private boolean isConstant(int column) {
        return body.stream().map(row -> row.cell(column)).distinct().limit(2).count() == 1;
    }

    private boolean repeats(int column) {
        return body.stream().map(row -> row.cell(column)).distinct().count() < body.size();
    }

    private boolean isWhole(int column) {
        return cells(column).stream().allMatch(cell -> cell.matches("-?[0-9]{1,18}"));
    }

    private boolean isFilled(int column) {
        return cells(column).size() >= MOSTLY * body.size();
    }

    private List<String> cells(int column) {
        return body.stream()
                .map(row -> row.cell(column))
                .filter(cell -> !NumberText.isMissing(cell))
                .toList();
    }

    private List<Integer> positions(List<String> wanted) {
        return wanted.stream().map(this::position).toList();
    }

    private int position(String name) {
        int position = names.indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException("The file has no column '" + name + "', it has "
                    + names.stream().limit(50).map(Finding::shortened).toList());
        }
        return position;
    }

    private void decide(String part, Object wish, double confidence, String reason) {
        reasons.put(
                part, wish == null ? new Mapping.Decision(confidence, reason) : new Mapping.Decision(1, "You said so"));
    }
}
