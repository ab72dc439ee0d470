package dev.almanac.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How a list of cells is written, if they are times.
///
/// @param format null when they are none
/// @param rivals other patterns that fit every cell which the first one of `format` fits, and read other times
/// @param share of the cells that `format` reads
/// @param weak whether the cells could just as well be plain numbers
record TimeChoice(TimeFormat format, List<String> rivals, double share, boolean weak) {

    static final TimeChoice NONE = new TimeChoice(null, List.of(), 0, true);

    private static final int FIRST_LOOK = 4;
    private static final int FIRST_CELLS = 64;
    private static final int MOST_PATTERNS = 3;
    private static final double WORTH_A_PATTERN = 0.02;
    private static final Set<String> WEAK = Set.of(
            "yyyy", "yyyyMM", "yyyyMMdd", TimePattern.EPOCH_SECONDS, TimePattern.EPOCH_MILLIS, TimePattern.EXCEL);

    boolean isTime(double least) {
        return format != null && share >= least;
    }

    /// @param cells not missing
    static TimeChoice of(List<String> cells) {
        if (cells.isEmpty()
                || cells.stream()
                        .limit(FIRST_LOOK)
                        .allMatch(cell -> TimePatterns.fitting(cell).isEmpty())) {
            return NONE;
        }
        List<TimePattern> chosen = new ArrayList<>();
        List<String> rivals = List.of();
        List<String> rest = cells;
        while (!rest.isEmpty() && chosen.size() < MOST_PATTERNS) {
            Map<TimePattern, Integer> fits = counts(rest);
            int most = fits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            if (most <= WORTH_A_PATTERN * cells.size()) {
                break;
            }
            List<TimePattern> best = fits.entrySet().stream()
                    .filter(each -> each.getValue() == most)
                    .map(Map.Entry::getKey)
                    .filter(each -> chosen.isEmpty() || Reconsidered.canAdd(format(chosen), each.code()))
                    .toList();
            if (best.isEmpty()) {
                break;
            }
            TimePattern first = best.size() == 1 ? best.getFirst() : likeliest(best, cells, chosen);
            if (best.size() > 1) {
                rivals = rivals(first, best);
            }
            chosen.add(first);
            rest = rest.stream().filter(cell -> !fits(first, cell)).toList();
        }
        return chosen.isEmpty() ? NONE : choice(chosen, rivals, cells);
    }

    /// A few cells tell that a column of a wide table holds no times.
    private static boolean looksLikeNone(List<String> cells) {
        for (int look = 0; look <= FIRST_LOOK; look++) {
            if (!TimePatterns.fitting(cells.get((cells.size() - 1) * look / FIRST_LOOK))
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static TimeChoice choice(List<TimePattern> chosen, List<String> rivals, List<String> cells) {
        TimeFormat format = format(chosen);
        double share = (double) cells.stream().filter(format::fits).count() / cells.size();
        boolean weak = chosen.stream().anyMatch(pattern -> WEAK.contains(pattern.code()));
        return new TimeChoice(format, rivals, share, weak);
    }

    private static TimeFormat format(List<TimePattern> patterns) {
        return TimeFormat.ofCode(patterns.stream().map(TimePattern::code).collect(Collectors.joining("|")));
    }

    /// How many cells each pattern fits. Patterns that fitted before are tried first, and all others only on a cell
    /// that none of those fits, or on one of the first.
    private static Map<TimePattern, Integer> counts(List<String> cells) {
        Map<TimePattern, Integer> counts = new LinkedHashMap<>();
        Map<String, List<TimePattern>> known = new HashMap<>();
        for (String cell : cells) {
            List<TimePattern> fitting = known.get(cell);
            if (fitting == null) {
                fitting = known.size() < FIRST_CELLS ? List.of() : fitting(cell, counts);
                fitting = fitting.isEmpty() ? TimePatterns.fitting(cell) : fitting;
                known.put(cell, fitting);
            }
            fitting.forEach(pattern -> counts.merge(pattern, 1, Integer::sum));
        }
        return counts;
    }

    private static List<TimePattern> fitting(String cell, Map<TimePattern, Integer> before) {
        return before.keySet().stream().filter(pattern -> fits(pattern, cell)).toList();
    }

    private static List<String> rivals(TimePattern first, List<TimePattern> best) {
        return best.stream()
                .filter(pattern -> pattern != first && pattern.hasDayAndMonth())
                .map(TimePattern::code)
                .toList();
    }

    /// The reading under which the distinct times step most regularly; day first where that does not decide.
    private static TimePattern likeliest(List<TimePattern> best, List<String> cells, List<TimePattern> others) {
        Comparator<TimePattern> byRegularity =
                Comparator.comparingDouble(pattern -> regularity(pattern, cells, others));
        return best.stream()
                .max(byRegularity.thenComparingInt(pattern ->
                        pattern.code().startsWith("dd") ? 2 : pattern.code().startsWith("MM") ? 1 : 0))
                .orElseThrow();
    }

    private static double regularity(TimePattern pattern, List<String> cells, List<TimePattern> others) {
        Set<Long> distinct = new HashSet<>();
        for (String cell : cells) {
            byte[] bytes = cell.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            long time = pattern.read(bytes, 0, bytes.length);
            for (int i = 0; time == TimePattern.NONE && i < others.size(); i++) {
                time = others.get(i).read(bytes, 0, bytes.length);
            }
            if (time != TimePattern.NONE) {
                distinct.add(time);
            }
        }
        long[] times = distinct.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(times);
        SeriesCensus census = new SeriesCensus("UTC");
        for (long time : times) {
            census.add(time, 0);
        }
        return census.frequency().code() == null ? 0 : 1 / (1.0 + census.missing());
    }

    private static boolean fits(TimePattern pattern, String cell) {
        byte[] bytes = cell.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return pattern.read(bytes, 0, bytes.length) != TimePattern.NONE;
    }
}
