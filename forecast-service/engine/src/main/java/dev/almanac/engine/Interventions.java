package dev.almanac.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Outliers and level shifts, found one after the other in the errors of an ARIMA model that knows those found before.
///
/// An outlier of size 1 at `t` leaves the pattern `x` in the errors from `t` on: the model's own answer to an impulse
/// (additive outlier) or to a step (level shift). Its size is the regression of the errors on `x`, its score that size
/// by
/// its standard error, with a standard deviation from the median, which outliers cannot inflate. The first season is
/// looked at from the time after it, backwards: before it has been seen, any of its values is a surprise. Cost: rounds
/// x n x
/// length of the pattern. Source: Chen and Liu (1993), doi:10.1080/01621459.1993.10594321.
final class Interventions {

    private static final double LEAST_CRITICAL = 3.5;
    private static final double MOST_CRITICAL = 4;
    private static final double CRITICAL_PER_OBSERVATION = 0.00125;
    private static final double MEDIAN_TO_DEVIATION = 1.4826;
    private static final int LONGEST_PATTERN = 100;
    private static final int LEAST = 12;
    private static final int MOST = 30;
    private static final double[][] NONE = {};

    /// What happened.
    enum Kind {
        /// One observation is off.
        OUTLIER,
        /// The series moves to another level and stays there.
        LEVEL_SHIFT
    }

    /// @param size what it added, on the scale of the model
    record Event(int time, Kind kind, double size) {}

    /// @param y the series, unit as given
    /// @param expected one step ahead with outliers taken out, unit as given; NaN at the start
    /// @param deviation of the one-step errors, on the scale of the model
    /// @param cleaned the series without outliers, all of it at the last level; unit as given
    record Found(double[] y, boolean logs, List<Event> events, double[] expected, double deviation, double[] cleaned) {}

    private Interventions() {}

    static Found find(double[] y, int seasonLength) {
        Arima arima = new Arima(seasonLength);
        if (y.length < LEAST || Differencing.isConstant(y)) {
            double[] unknown = new double[y.length];
            Arrays.fill(unknown, Double.NaN);
            return new Found(y, false, List.of(), unknown, 0, y);
        }
        boolean logs = arima.prefersLogs(y);
        double[] x = logs ? Arima.logarithms(y) : y;
        Errors back = search(reversed(x), arima, List.of());
        Errors errors = search(x, arima, back.outliersOfTheLastSeason());
        return errors.found(y, logs, reversed(back.expected()));
    }

    /// The model is chosen on the series as it is, then once more on what is left of it without the events.
    private static Errors search(double[] x, Arima arima, List<Event> known) {
        Errors first = new Errors(x, known, arima.best(x, NONE)).complete();
        return first.events.isEmpty()
                ? first
                : new Errors(x, first.events, arima.best(first.withoutEvents(), NONE)).complete();
    }

    private static double[] reversed(double[] x) {
        double[] reversed = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            reversed[t] = x[x.length - 1 - t];
        }
        return reversed;
    }

    private static double[][] columns(List<Event> events, int n) {
        double[][] columns = new double[events.size()][n];
        for (int i = 0; i < columns.length; i++) {
            Event event = events.get(i);
            int end = event.kind() == Kind.OUTLIER ? event.time() + 1 : n;
            Arrays.fill(columns[i], event.time(), end, 1);
        }
        return columns;
    }

    /// The errors of a model that knows some events.
    private static final class Errors {
        private final double[] x;
        private final List<Event> events;
        private final ArimaFit fit;
        private final double[] errors;
        private final int lost;
        private final int known;
        private final double deviation;

        /// @param model with the coefficients to hold on to; the sizes of the events are estimated here
        Errors(double[] x, List<Event> events, ArimaFit model) {
            this.x = x;
            this.events = List.copyOf(events);
            this.fit = model.held(x, columns(events, x.length));
            this.errors = fit.errors(fit.process(x, columns(events, x.length)));
            this.lost = x.length - errors.length;
            this.known =
                    Math.max(lost, fit.order().seasonLength() > 1 ? fit.order().seasonLength() : 0);
            this.deviation = MEDIAN_TO_DEVIATION
                    * Observations.median(Arrays.stream(errors).map(Math::abs).toArray());
        }

        /// Goes on until no event is significant.
        Errors complete() {
            Errors current = this;
            Event next = current.strongest();
            while (next != null && current.events.size() < Math.min(MOST, 1 + x.length / 10)) {
                List<Event> more = new ArrayList<>(current.events);
                more.add(next);
                current = new Errors(x, more, current.fit);
                next = current.strongest();
            }
            return current;
        }

        double[] withoutEvents() {
            return fit.process(x, columns(events, x.length));
        }

        /// The most significant event that is not known yet; null when none is significant.
        Event strongest() {
            if (deviation == 0) {
                return null;
            }
            Event best = null;
            double highest = critical(x.length);
            for (Kind kind : Kind.values()) {
                double[] pattern = pattern(kind);
                for (int t = known - lost; t < errors.length; t++) {
                    double products = 0;
                    double squares = 0;
                    for (int k = 0; k < pattern.length && t + k < errors.length; k++) {
                        products += pattern[k] * errors[t + k];
                        squares += pattern[k] * pattern[k];
                    }
                    double score = Math.abs(products) / Math.sqrt(squares) / deviation;
                    if (score > highest && !isKnown(t + lost)) {
                        highest = score;
                        best = new Event(t + lost, kind, products / squares);
                    }
                }
            }
            return best;
        }

        /// Higher for longer series, of which one observation in many is far off by chance.
        private static double critical(int n) {
            return Math.min(MOST_CRITICAL, LEAST_CRITICAL + CRITICAL_PER_OBSERVATION * Math.max(0, n - 50));
        }

        private boolean isKnown(int time) {
            return events.stream().anyMatch(event -> event.time() == time);
        }

        /// What an event of size 1 does to the errors, from its time on.
        private double[] pattern(Kind kind) {
            LagPolynomial full = fit.integrated();
            double[] input = new double[Math.min(LONGEST_PATTERN, errors.length)];
            double[] pattern = new double[input.length];
            for (int t = 0; t < input.length; t++) {
                input[t] = t == 0 || kind == Kind.LEVEL_SHIFT ? 1 : 0;
                pattern[t] =
                        input[t] - full.before(input, t) + fit.movingAverage().before(pattern, t);
            }
            return pattern;
        }

        /// Seen from the other end of the series, where they are those of the first.
        List<Event> outliersOfTheLastSeason() {
            return events.stream()
                    .filter(event -> event.kind() == Kind.OUTLIER && event.time() >= x.length - known)
                    .map(event -> new Event(x.length - 1 - event.time(), Kind.OUTLIER, event.size()))
                    .toList();
        }

        /// One step ahead, without what happens at that very time; NaN in the first season.
        double[] expected() {
            double[] expected = new double[x.length];
            Arrays.fill(expected, 0, known, Double.NaN);
            for (int t = known; t < x.length; t++) {
                expected[t] = x[t] - errors[t - lost];
            }
            for (int i = 0; i < events.size(); i++) {
                expected[events.get(i).time()] -= fit.beta()[i];
            }
            return expected;
        }

        /// @param early expectations for the first season, from the time after it
        Found found(double[] y, boolean logs, double[] early) {
            double[] expected = expected();
            System.arraycopy(early, 0, expected, 0, Math.min(known, early.length));
            double[] cleaned = x.clone();
            List<Event> sized = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                Event event = new Event(events.get(i).time(), events.get(i).kind(), fit.beta()[i]);
                sized.add(event);
                clean(cleaned, event);
            }
            return new Found(
                    y,
                    logs,
                    List.copyOf(sized),
                    logs ? Arima.exponentials(expected) : expected,
                    deviation,
                    logs ? Arima.exponentials(cleaned) : cleaned);
        }

        private static void clean(double[] values, Event event) {
            if (event.kind() == Kind.OUTLIER) {
                values[event.time()] -= event.size();
            } else {
                for (int t = 0; t < event.time(); t++) {
                    values[t] += event.size();
                }
            }
        }
    }
}
