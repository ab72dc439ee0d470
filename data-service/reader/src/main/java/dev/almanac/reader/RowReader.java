package dev.almanac.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/// Turns rows into observations, by whatever way their cells were cut, and keeps what was found on the way. Over 250
/// lines: what makes a row usable is one rule set.
final class RowReader {

    private static final int MOST_FINDINGS_OF_A_KIND = 20;
    private static final int LONGEST_FOOTER = 20;
    private static final int MOST_FOLDS = 200_000;
    private static final int MOST_SEPARATED = 2_000;
    private static final double MANY = 0.02;
    private static final int FEWEST_MANY = 3;

    private final Inference inference;
    private final SeriesReader.Sink sink;
    private final Columns columns;
    private final TimeFormat format;
    private final TimeFormat likeliest;
    private final NumberText numbers;
    private final LocalZone zone;
    private final List<TimeFormat> rivals = new ArrayList<>();
    private final List<NumberText> numberRivals = new ArrayList<>();
    private final SeriesName name = new SeriesName();
    private final Set<String> folds = new HashSet<>();
    private final List<BadRow> pending = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> separated = new ArrayList<>();
    private BadRow tooWide;
    private long wideRows;
    private boolean timesRefuted;
    private boolean numbersRefuted;
    private BadRow otherFormat;
    private String otherPattern;
    private long good;
    private long badRows;
    private long badValues;
    private long missing;
    private long nameless;

    RowReader(Inference inference, SeriesReader.Sink sink) {
        Mapping mapping = inference.mapping();
        this.inference = inference;
        this.sink = sink;
        this.columns = Columns.of(mapping, inference.columns());
        this.format = TimeFormat.ofCode(mapping.timeFormat());
        this.likeliest = TimeFormat.ofCode(mapping.timeFormat().split("\\|")[0]);
        this.numbers = inference.numbers().text();
        this.zone = format.hasOffset() ? null : new LocalZone(mapping.timezone());
        inference.rivals().forEach(rival -> rivals.add(TimeFormat.ofCode(rival)));
        inference.numbers().rivals().forEach(rival -> numberRivals.add(rival.text()));
    }

    Columns columns() {
        return columns;
    }

    /// @param cells by column, empty where the row has none
    void take(IntFunction<String> cells, int width, long line) throws IOException {
        if (isBlank(cells, width)) {
            return;
        }
        if (isTooWide(cells, width)) {
            wideRows++;
            tooWide = tooWide == null ? new BadRow(line, cells.apply(width - 1)) : tooWide;
            return;
        }
        if (columns.times() != null) {
            wide(cells, line);
        } else {
            tall(cells, line);
        }
    }

    /// More fields than columns: a separator inside a value, and nobody knows in which.
    private boolean isTooWide(IntFunction<String> cells, int width) {
        for (int column = inference.columns().size(); column < width; column++) {
            if (!cells.apply(column).isBlank()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(IntFunction<String> cells, int width) {
        for (int column = 0; column < width; column++) {
            if (!cells.apply(column).isBlank()) {
                return false;
            }
        }
        return true;
    }

    private void tall(IntFunction<String> cells, long line) throws IOException {
        String when = cells.apply(columns.time()).strip();
        if (columns.clock() >= 0) {
            when = (when + " " + cells.apply(columns.clock()).strip()).strip();
        }
        long time = format.read(when);
        if (time == TimeFormat.NONE) {
            badTime(when, line);
            return;
        }
        refuteTimes(when);
        usable(line);
        String id = id(cells);
        if (id == null) {
            nameless++;
            return;
        }
        for (int k = 0; k < columns.values().length; k++) {
            int column = columns.values()[k];
            name.set(columns.name(id, k));
            value(cells.apply(column).strip(), instant(time), column, line);
        }
    }

    private void wide(IntFunction<String> cells, long line) throws IOException {
        String id = id(cells);
        if (id == null) {
            nameless++;
            return;
        }
        name.set(columns.ids().length == 0 ? Long.toString(line) : id);
        for (int k = 0; k < columns.values().length; k++) {
            int column = columns.values()[k];
            String text = cells.apply(column).strip();
            long time = columns.times()[k];
            value(text, zone == null ? time : zone.instant(time), column, line);
        }
        usable(line);
    }

    /// The words that name the series, joined; null when one is missing or is no text.
    private String id(IntFunction<String> cells) {
        if (columns.ids().length == 1) {
            return named(cells.apply(columns.ids()[0]).strip());
        }
        StringBuilder joined = new StringBuilder();
        for (int column : columns.ids()) {
            String part = named(cells.apply(column).strip());
            if (part == null) {
                return null;
            }
            joined.append(joined.isEmpty() ? "" : "/").append(part);
        }
        return joined.toString();
    }

    private static String named(String id) {
        return id.isEmpty() || id.chars().anyMatch(c -> c < 32) ? null : id;
    }

    private void value(String text, long time, int column, long line) throws IOException {
        double value = numbers.read(text);
        if (numbers.status() == NumberText.Status.BAD && isSeparated(text)) {
            if (separated.size() < MOST_SEPARATED) {
                separated.add(text);
            }
            return;
        }
        if (numbers.status() == NumberText.Status.BAD) {
            badValue(text, column, line);
            return;
        }
        if (numbers.status() == NumberText.Status.MISSING) {
            missing++;
        } else {
            numberRivals.removeIf(rival -> !rival.fits(text));
        }
        sink.accept(name, time, value);
    }

    /// Whether this is the kind of number that the sample had none of: what its separators mean is still open.
    private boolean isSeparated(String text) {
        return inference.numbers().open() && (text.indexOf('.') >= 0 || text.indexOf(',') >= 0);
    }

    /// Fast rows call this for each of theirs.
    void usable(long line) {
        good++;
        if (!pending.isEmpty()) {
            pending.forEach(this::unusable);
            pending.clear();
        }
    }

    /// Whether neither times nor numbers have other readings that no row has refuted yet.
    boolean isSettled() {
        return rivals.isEmpty() && numberRivals.isEmpty();
    }

    long instant(long time) {
        if (zone == null) {
            return time;
        }
        if (zone.isTwice(time)) {
            if (folds.size() > MOST_FOLDS) {
                folds.clear();
            }
            if (!folds.add(name + "\0" + time)) {
                return zone.second(time);
            }
        }
        return zone.instant(time);
    }

    SeriesName name() {
        return name;
    }

    TimeFormat format() {
        return format;
    }

    NumberText numbers() {
        return numbers;
    }

    /// Rivals are those of the first pattern; where others are mixed in, their cells say nothing of it.
    private void refuteTimes(String when) {
        if (!rivals.isEmpty() && likeliest.fits(when)) {
            rivals.removeIf(rival -> !rival.fits(when));
        }
    }

    private void badTime(String when, long line) {
        BadRow row = new BadRow(line, when);
        if (rivals.stream().anyMatch(rival -> rival.fits(when))) { // what nothing fits is no evidence
            timesRefuted = true;
            rivals.removeIf(rival -> !rival.fits(when));
        }
        if (pending.size() >= LONGEST_FOOTER) {
            pending.forEach(this::unusable);
            pending.clear();
        }
        pending.add(row);
    }

    private void unusable(BadRow row) {
        List<TimePattern> others = TimePatterns.fitting(row.value());
        if (otherFormat == null && !others.isEmpty() && !inference.mapping().isSaid("time_format")) {
            otherFormat = row;
            otherPattern = others.getFirst().code();
        }
        if (++badRows <= MOST_FINDINGS_OF_A_KIND) {
            findings.add(Finding.at(
                    "UNPARSABLE_TIME",
                    row.line(),
                    inference.mapping().timeColumn(),
                    row.value(),
                    "The row is left out: '" + Finding.shortened(row.value()) + "' is no time of the format "
                            + format.code()));
        }
    }

    private void badValue(String text, int column, long line) {
        if (numberRivals.stream().anyMatch(rival -> rival.fits(text))) {
            numbersRefuted = true;
            numberRivals.removeIf(rival -> !rival.fits(text));
        }
        if (++badValues <= MOST_FINDINGS_OF_A_KIND) {
            findings.add(Finding.at(
                    "UNPARSABLE_VALUE",
                    line,
                    inference.columns().get(column),
                    text,
                    "The value is left out: '" + Finding.shortened(text) + "' is no number"));
        }
    }

    /// What the whole file says: the mapping is settled, or another one fits better and the file is to be read again.
    SeriesReader.Outcome outcome() {
        boolean footer = good > 0
                && pending.stream()
                        .allMatch(row -> TimePatterns.fitting(row.value()).isEmpty());
        if (!footer) {
            pending.forEach(this::unusable);
        }
        if (timesRefuted && !rivals.isEmpty()) {
            return new SeriesReader.Outcome.Again(
                    Reconsidered.withTimeFormat(inference, rivals.getFirst().code()));
        }
        if (!separated.isEmpty()) {
            return new SeriesReader.Outcome.Again(Reconsidered.withNumbers(inference, separated));
        }
        if (numbersRefuted && !numberRivals.isEmpty()) {
            return new SeriesReader.Outcome.Again(Reconsidered.withRivalNumbers(inference));
        }
        if (otherFormat != null && format.patterns() < 3 && Reconsidered.canAdd(format, otherPattern)) {
            return new SeriesReader.Outcome.Again(
                    Reconsidered.withMixedFormat(inference, otherPattern, otherFormat.line(), otherFormat.value()));
        }
        Inference settled = Reconsidered.settled(
                inference, rivals.stream().map(TimeFormat::code).toList(), numberRivals.isEmpty());
        return new SeriesReader.Outcome.Done(settled, findings(footer));
    }

    private List<Finding> findings(boolean footer) {
        if (footer && !pending.isEmpty()) {
            findings.add(new Finding(
                    "FOOTER",
                    pending.getFirst().line(),
                    null,
                    Finding.shortened(pending.getFirst().value()),
                    (long) pending.size(),
                    null,
                    pending.size() + (pending.size() == 1 ? " line" : " lines") + " after the table left out",
                    List.of()));
        }
        boolean many = badRows >= FEWEST_MANY
                && badRows > MANY * (good + badRows)
                && !inference.mapping().isSaid("time_format");
        if (otherFormat == null && many) {
            findings.add(Finding.counted(
                    "MIXED_DATE_FORMATS",
                    badRows,
                    badRows + " times are not of the format " + format.code()
                            + " and are left out; please look at them"));
        }
        if (wideRows > 0) {
            findings.add(new Finding(
                    "RAGGED_ROWS",
                    tooWide.line(),
                    null,
                    Finding.shortened(tooWide.value()),
                    wideRows,
                    null,
                    wideRows + " rows have more fields than the table has columns and are left out",
                    List.of()));
        }
        if (otherFormat != null) {
            findings.add(Finding.at(
                    "MIXED_DATE_FORMATS",
                    otherFormat.line(),
                    inference.mapping().timeColumn(),
                    otherFormat.value(),
                    "Some times are written in another way (" + otherPattern
                            + ") and are left out; please look at them"));
        }
        if (missing > 0) {
            findings.add(Finding.counted("MISSING_VALUES", missing, missing + " values are missing"));
        }
        if (nameless > 0) {
            findings.add(Finding.counted("MISSING_ID", nameless, nameless + " rows name no series and are left out"));
        }
        if (badRows + badValues > MOST_FINDINGS_OF_A_KIND) {
            findings.add(Finding.counted(
                    "UNPARSABLE_ROWS",
                    badRows + badValues,
                    (badRows + badValues) + " times or values could not be read"));
        }
        return List.copyOf(findings);
    }

    private record BadRow(long line, String value) {}
}
