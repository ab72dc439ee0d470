package dev.almanac.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What becomes of an inference when the rest of the file has been seen.
final class Reconsidered {

    private static final String LATER = "A later row allows no other reading";

    private Reconsidered() {}

    /// The questions that the whole file has answered are dropped.
    ///
    /// @param rivals time formats that still fit every cell
    static Inference settled(Inference inference, List<String> rivals, boolean numbersSettled) {
        Inference settled = inference;
        if (!inference.rivals().isEmpty() && rivals.isEmpty()) {
            settled = changed(
                    settled,
                    inference.mapping().timeFormat(),
                    settled.numbers(),
                    "time_format",
                    LATER,
                    finding -> !finding.code().equals("AMBIGUOUS_DATE_FORMAT"),
                    List.of());
        }
        if (!inference.numbers().rivals().isEmpty() && numbersSettled) {
            settled = changed(
                    settled,
                    settled.mapping().timeFormat(),
                    settled.numbers(),
                    "decimal",
                    LATER,
                    finding -> !finding.code().equals("AMBIGUOUS_NUMBER_FORMAT"),
                    settled.rivals());
        }
        return settled;
    }

    static Inference withTimeFormat(Inference inference, String format) {
        return changed(
                inference,
                format,
                inference.numbers(),
                "time_format",
                LATER,
                finding -> !finding.code().equals("AMBIGUOUS_DATE_FORMAT"),
                List.of());
    }

    static Inference withRivalNumbers(Inference inference) {
        NumberForm rival = inference.numbers().rivals().getFirst();
        return changed(
                inference,
                inference.mapping().timeFormat(),
                rival,
                "decimal",
                LATER,
                finding -> !finding.code().equals("AMBIGUOUS_NUMBER_FORMAT"),
                inference.rivals());
    }

    static Inference withEncoding(Inference inference, Encoding encoding) {
        Mapping old = inference.mapping();
        Mapping mapping = new Mapping(
                encoding.code(),
                old.delimiter(),
                old.quote(),
                old.decimal(),
                old.thousands(),
                old.unit(),
                old.header(),
                old.headerRows(),
                old.layout(),
                old.idColumn(),
                old.idColumns(),
                old.timeColumn(),
                old.timeOfDayColumn(),
                old.valueColumns(),
                old.timeFormat(),
                old.timezone(),
                old.skippedRows(),
                old.inference());
        return new Inference(
                mapping,
                inference.columns(),
                inference.sample(),
                inference.findings(),
                inference.rivals(),
                inference.numbers(),
                inference.dialect());
    }

    /// The sample had whole numbers only; these are the first others.
    static Inference withNumbers(Inference inference, List<String> cells) {
        NumberForm numbers = NumberForm.of(cells, inference.dialect().delimiter());
        List<Finding> findings = new ArrayList<>(inference.findings());
        if (!numbers.rivals().isEmpty()) {
            findings.add(Roles.ambiguousNumber(numbers, cells));
        }
        Inference asked = new Inference(
                inference.mapping(),
                inference.columns(),
                inference.sample(),
                findings,
                inference.rivals(),
                numbers,
                inference.dialect());
        return changed(
                asked,
                inference.mapping().timeFormat(),
                numbers,
                "decimal",
                numbers.rivals().isEmpty()
                        ? LATER
                        : "It is the more common with this delimiter; another reading fits too",
                finding -> true,
                inference.rivals());
    }

    /// Whether the pattern may stand beside those of the format: not when it is one of them with day and month
    /// exchanged, since an order never flips inside a column.
    static boolean canAdd(TimeFormat format, String pattern) {
        String exchanged = pattern.replace("dd", "##").replace("MM", "dd").replace("##", "MM");
        for (String each : format.code().split("\\|")) {
            if (each.equals(exchanged) || each.equals(pattern)) {
                return false;
            }
        }
        return TimePattern.of(pattern).hasOffset() == format.hasOffset();
    }

    static Inference withMixedFormat(Inference inference, String pattern, long line, String value) {
        String format = inference.mapping().timeFormat() + "|" + pattern;
        List<Finding> findings = new ArrayList<>(inference.findings());
        findings.removeIf(finding -> finding.code().equals("MIXED_DATE_FORMATS"));
        findings.add(Roles.mixed(line, inference.mapping().timeColumn(), value, format, inference.rivals()));
        Inference mixed = new Inference(
                inference.mapping(),
                inference.columns(),
                inference.sample(),
                findings,
                inference.rivals(),
                inference.numbers(),
                inference.dialect());
        return changed(
                mixed,
                format,
                inference.numbers(),
                "time_format",
                "Together they fit the cells",
                finding -> true,
                inference.rivals());
    }

    private static Inference changed(
            Inference from,
            String format,
            NumberForm numbers,
            String part,
            String reason,
            Predicate<Finding> keep,
            List<String> rivals) {
        Mapping old = from.mapping();
        Map<String, Mapping.Decision> reasons = new HashMap<>(old.inference());
        reasons.put(part, new Mapping.Decision(0.95, reason));
        Mapping mapping = new Mapping(
                old.encoding(),
                old.delimiter(),
                old.quote(),
                String.valueOf(numbers.decimal()),
                numbers.thousands(),
                numbers.unit(),
                old.header(),
                old.headerRows(),
                old.layout(),
                old.idColumn(),
                old.idColumns(),
                old.timeColumn(),
                old.timeOfDayColumn(),
                old.valueColumns(),
                format,
                old.timezone(),
                old.skippedRows(),
                reasons);
        return new Inference(
                mapping,
                from.columns(),
                from.sample(),
                from.findings().stream().filter(keep).toList(),
                rivals,
                numbers,
                from.dialect());
    }
}
