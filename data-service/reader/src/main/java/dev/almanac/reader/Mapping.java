package dev.almanac.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the parts of a file mean.
///
/// @param encoding `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`
/// @param thousands what stands between groups of three digits, null for nothing
/// @param unit what stands at every number, such as `€`, null for nothing
/// @param header whether a row names the columns; without it columns are named "0", "1", ...
/// @param headerRows lines from the one that names the columns up to the first observation; 0 without a header
/// @param layout `long` (one observation a row and value column), `wide_columns` (a series a column) or `wide_rows`
/// (a series a row, a time a column)
/// @param idColumn null when the rows name no series
/// @param idColumns the columns that name a series together, where one is not enough; else null
/// @param timeColumn null when times stand in the header
/// @param timeOfDayColumn where the time of day has a column of its own; else null
/// @param timeFormat how times are written, patterns separated by `|` where they are mixed
/// @param timezone of times that do not say it themselves, and of calendar days
/// @param skippedRows lines before the table
/// @param inference confidence in [0, 1] and a reason for each decision
public record Mapping(
        String encoding,
        String delimiter,
        String quote,
        String decimal,
        String thousands,
        String unit,
        boolean header,
        int headerRows,
        String layout,
        String idColumn,
        List<String> idColumns,
        String timeColumn,
        String timeOfDayColumn,
        List<String> valueColumns,
        String timeFormat,
        String timezone,
        int skippedRows,
        Map<String, Decision> inference) {

    public static final String LONG = "long";
    public static final String WIDE_COLUMNS = "wide_columns";
    public static final String WIDE_ROWS = "wide_rows";

    public Mapping {
        idColumns = idColumns == null ? null : List.copyOf(idColumns);
        valueColumns = List.copyOf(valueColumns);
        inference = Map.copyOf(inference);
    }

    /// The columns that name a series: none, one or several.
    public List<String> ids() {
        return idColumns != null ? idColumns : idColumn == null ? List.of() : List.of(idColumn);
    }

    /// Whether a person decided a part, such as `time_format`.
    public boolean isSaid(String part) {
        Decision decision = inference.get(part);
        return decision != null && decision.confidence() == 1;
    }

    Mapping withEncoding(Encoding other) {
        return with(other.code(), decimal, thousands, unit, timeFormat, inference);
    }

    Mapping withTimeFormat(String format, String reason) {
        return with(encoding, decimal, thousands, unit, format, decided("time_format", reason));
    }

    Mapping withNumbers(NumberForm numbers, String reason) {
        String point = String.valueOf(numbers.decimal());
        return with(encoding, point, numbers.thousands(), numbers.unit(), timeFormat, decided("decimal", reason));
    }

    private Map<String, Decision> decided(String part, String reason) {
        Map<String, Decision> decisions = new HashMap<>(inference);
        decisions.put(part, new Decision(0.95, reason));
        return decisions;
    }

    private Mapping with(
            String newEncoding,
            String newDecimal,
            String newThousands,
            String newUnit,
            String newTimeFormat,
            Map<String, Decision> newInference) {
        return new Mapping(
                newEncoding,
                delimiter,
                quote,
                newDecimal,
                newThousands,
                newUnit,
                header,
                headerRows,
                layout,
                idColumn,
                idColumns,
                timeColumn,
                timeOfDayColumn,
                valueColumns,
                newTimeFormat,
                timezone,
                skippedRows,
                newInference);
    }

    /// Why a part of the mapping is as it is.
    public record Decision(double confidence, String reason) {}
}
