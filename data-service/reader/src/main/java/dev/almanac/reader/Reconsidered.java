package dev.almanac.reader;

import java.util.ArrayList;
import java.util.List;

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
            settled = withTimeFormat(settled, inference.mapping().timeFormat());
        }
        if (!inference.numbers().rivals().isEmpty() && numbersSettled) {
            settled = withNumberForm(settled, inference.numbers());
        }
        return settled;
    }

    static Inference withTimeFormat(Inference inference, String format) {
        List<Finding> findings = without("AMBIGUOUS_DATE_FORMAT", inference.findings());
        Mapping mapping = inference.mapping().withTimeFormat(format, LATER);
        return inference.with(mapping, findings, List.of(), inference.numbers());
    }

    static Inference withRivalNumbers(Inference inference) {
        return withNumberForm(inference, inference.numbers().rivals().getFirst());
    }

    private static Inference withNumberForm(Inference inference, NumberForm numbers) {
        List<Finding> findings = without("AMBIGUOUS_NUMBER_FORMAT", inference.findings());
        Mapping mapping = inference.mapping().withNumbers(numbers, LATER);
        return inference.with(mapping, findings, inference.rivals(), numbers);
    }

    static Inference withEncoding(Inference inference, Encoding encoding) {
        Mapping mapping = inference.mapping().withEncoding(encoding);
        return inference.with(mapping, inference.findings(), inference.rivals(), inference.numbers());
    }

    /// The sample had whole numbers only; these are the first others.
    static Inference withNumbers(Inference inference, List<String> cells) {
        NumberForm numbers = NumberForm.of(cells, inference.dialect().delimiter());
        List<Finding> findings = new ArrayList<>(inference.findings());
        String reason = LATER;
        if (!numbers.rivals().isEmpty()) {
            findings.add(Roles.ambiguousNumber(numbers, cells));
            reason = "It is the more common with this delimiter; another reading fits too";
        }
        Mapping mapping = inference.mapping().withNumbers(numbers, reason);
        return inference.with(mapping, findings, inference.rivals(), numbers);
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
        List<Finding> findings = without("MIXED_DATE_FORMATS", inference.findings());
        findings.add(Roles.mixed(line, inference.mapping().timeColumn(), value, format, inference.rivals()));
        Mapping mapping = inference.mapping().withTimeFormat(format, "Together they fit the cells");
        return inference.with(mapping, findings, inference.rivals(), inference.numbers());
    }

    private static List<Finding> without(String code, List<Finding> findings) {
        List<Finding> others = new ArrayList<>(findings);
        others.removeIf(finding -> finding.code().equals(code));
        return others;
    }
}
