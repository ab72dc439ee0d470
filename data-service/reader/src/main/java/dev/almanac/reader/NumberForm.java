package dev.almanac.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the numbers of a file are written, decided over all cells of its value columns at once.
///
/// @param thousands null for nothing
/// @param unit null for nothing
/// @param rivals other forms that fit every cell and would read different numbers
/// @param open whether no cell has a separator yet, so that their meaning is not known
record NumberForm(char decimal, String thousands, String unit, List<NumberForm> rivals, boolean open) {

    private static final Pattern UNIT = Pattern.compile(
            "[-+(]?([\\p{Sc}%°]?)\\s?[-+(]?[0-9][0-9.,'\u00a0\u202f ]*(?:[eE][-+]?[0-9]+)?\\)?(?:\\s?([\\p{Sc}%°])|\\s(\\p{L}{1,6}))?");
    private static final Pattern GROUP_OF_THREE = Pattern.compile("[-+(]?[1-9][0-9]{0,2}([.,])[0-9]{3}\\)?");
    private static final String[] SPACES = {" ", "\u00a0", "\u202f", "'"};

    NumberText text() {
        return new NumberText(open ? NumberText.NO_DECIMAL : decimal, thousands, unit);
    }

    private NumberForm plain() {
        return new NumberForm(decimal, thousands, unit, List.of(), false);
    }

    /// The form that fits most of the cells, and those that fit them just as well.
    ///
    /// @param cells of one column or more, not missing
    static NumberForm of(List<String> cells, char delimiter) {
        String unit = unit(cells);
        List<NumberForm> fitting = new ArrayList<>();
        long best = 0;
        for (NumberForm form : candidates(unit)) {
            NumberText text = form.text();
            long fits = cells.stream().filter(text::fits).count();
            if (fits > best) {
                fitting.clear();
                best = fits;
            }
            if (fits == best && fits > 0) {
                fitting.add(form);
            }
        }
        return fitting.isEmpty()
                ? new NumberForm('.', null, unit, List.of(), false)
                : choose(fitting, cells, delimiter);
    }

    /// All that fit read the same numbers unless every separator stands before exactly three digits.
    private static NumberForm choose(List<NumberForm> fitting, List<String> cells, char delimiter) {
        NumberForm first = fitting.getFirst();
        List<NumberForm> others = fitting.stream()
                .filter(form -> cells.stream()
                        .anyMatch(cell -> form.text().read(cell) != first.text().read(cell)))
                .toList();
        if (others.isEmpty()) {
            boolean separated = cells.stream().anyMatch(cell -> cell.indexOf('.') >= 0 || cell.indexOf(',') >= 0);
            return separated ? first : new NumberForm('.', null, first.unit, List.of(), true);
        }
        char separator = cells.stream()
                .map(GROUP_OF_THREE::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1).charAt(0))
                .findFirst()
                .orElse('.');
        NumberForm asDecimal = byDecimal(fitting, separator);
        NumberForm asGroups = byDecimal(fitting, separator == '.' ? ',' : '.');
        if (asDecimal == null || asGroups == null || (delimiter == ',' && separator == '.')) {
            return asDecimal == null ? first : asDecimal;
        }
        boolean german = delimiter == ';';
        boolean decimalLikelier = (separator == ',') == german;
        return decimalLikelier ? asDecimal.with(asGroups) : asGroups.with(asDecimal);
    }

    private NumberForm with(NumberForm rival) {
        return new NumberForm(decimal, thousands, unit, List.of(rival.plain()), false);
    }

    private static NumberForm byDecimal(List<NumberForm> forms, char decimal) {
        return forms.stream()
                .filter(form -> form.decimal == decimal)
                .findFirst()
                .orElse(null);
    }

    private static List<NumberForm> candidates(String unit) {
        List<NumberForm> forms = new ArrayList<>();
        forms.add(new NumberForm('.', null, unit, List.of(), false));
        forms.add(new NumberForm(',', null, unit, List.of(), false));
        forms.add(new NumberForm('.', ",", unit, List.of(), false));
        forms.add(new NumberForm(',', ".", unit, List.of(), false));
        for (String space : SPACES) {
            forms.add(new NumberForm('.', space, unit, List.of(), false));
            forms.add(new NumberForm(',', space, unit, List.of(), false));
        }
        return forms;
    }

    private static String symbol(Matcher matcher) {
        for (int group = 1; group <= 3; group++) {
            if (matcher.group(group) != null && !matcher.group(group).isEmpty()) {
                return matcher.group(group);
            }
        }
        return "";
    }

    /// Whether most of the cells are numbers in one form or another.
    static boolean isNumeric(List<String> cells, char delimiter, double share) {
        NumberText usual = new NumberText('.', null, null);
        if (!cells.isEmpty() && cells.stream().allMatch(usual::fits)) {
            return true;
        }
        NumberText text = of(cells, delimiter).text();
        return !cells.isEmpty() && cells.stream().filter(text::fits).count() >= share * cells.size();
    }

    /// The symbol that every number carries, null when they carry none or different ones.
    private static String unit(List<String> cells) {
        String common = null;
        for (String cell : cells) {
            Matcher matcher = UNIT.matcher(cell);
            if (matcher.matches()) {
                String symbol = symbol(matcher);
                if (symbol.isEmpty() || (common != null && !common.equals(symbol))) {
                    return null;
                }
                common = symbol;
            }
        }
        return common;
    }
}
