package dev.almanac.engine;

import java.util.ArrayList;
import java.util.List;

/// Exponential smoothing with the components chosen by the corrected Akaike criterion over the admissible models.
///
/// Initial states come from the decomposition, smoothing parameters from the concentrated likelihood `n*log(SSE) +
/// 2*sum(log|expected|)` (the second term for multiplicative errors). Intervals are simulated with a fixed seed.
/// Cost: models x evaluations x n. Source: Hyndman, Koehler, Snyder and Grose (2002),
/// doi:10.1016/S0169-2070(01)00110-8.
///
/// @param family the models to choose from
public record Ets(int seasonLength, Family family) implements Forecaster {

    /// Well-known members of the family of models.
    public enum Family {
        /// Every admissible model.
        AUTOMATIC("ets"),
        /// Simple exponential smoothing, ETS(A,N,N).
        SIMPLE("ses"),
        /// Holt's linear trend, ETS(A,A,N).
        HOLT("holt"),
        /// Holt's trend, damped, ETS(A,Ad,N).
        DAMPED("damped"),
        /// Holt and Winters' season, ETS(A,A,A) or, for positive series, ETS(M,A,M).
        HOLT_WINTERS("holt_winters");

        private final String methodName;

        Family(String methodName) {
            this.methodName = methodName;
        }
    }

    private static final int EVALUATIONS = 250;
    private static final int LONGEST_SEASON = 24;
    /// On the unbounded scale of [EtsParameters].
    private static final double[] LEVEL_GRID = {-2, -0.5, 1.5};
    private static final double[] TREND_GRID = {-3, 0};
    private static final double[] SEASON_GRID = {-3, 0, 2};
    private static final double[] NOTHING = {0};

    public Ets {
        Observations.requireSeason(seasonLength);
    }

    /// With the model chosen by the criterion.
    public Ets(int seasonLength) {
        this(seasonLength, Family.AUTOMATIC);
    }

    @Override
    public String name() {
        return family.methodName;
    }

    @Override
    public int minimumObservations() {
        return family == Family.HOLT_WINTERS ? 2 * seasonLength + 2 : 4;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        Candidate chosen = null;
        double[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (EtsModel model : candidates(y)) {
            Candidate candidate = new Candidate(y, model, seasonLength);
            double[] found = candidate.search(candidate.initial(), NelderMead.Precision.ROUGH);
            double aicc = candidate.fitted(found).aicc();
            if (chosen == null || aicc < least) {
                chosen = candidate;
                best = found;
                least = aicc;
            }
        }
        return chosen.fitted(chosen.search(best, NelderMead.Precision.FINE));
    }

    private List<EtsModel> candidates(double[] y) {
        return switch (family) {
            case AUTOMATIC -> admissible(y);
            case SIMPLE -> List.of(new EtsModel(false, EtsModel.Trend.NONE, EtsModel.Season.NONE));
            case HOLT -> List.of(new EtsModel(false, EtsModel.Trend.ADDITIVE, EtsModel.Season.NONE));
            case DAMPED -> List.of(new EtsModel(false, EtsModel.Trend.DAMPED, EtsModel.Season.NONE));
            case HOLT_WINTERS -> holtWinters(y);
        };
    }

    private List<EtsModel> holtWinters(double[] y) {
        EtsModel additive = new EtsModel(false, EtsModel.Trend.ADDITIVE, EtsModel.Season.ADDITIVE);
        EtsModel multiplicative = new EtsModel(true, EtsModel.Trend.ADDITIVE, EtsModel.Season.MULTIPLICATIVE);
        return Observations.allPositive(y) ? List.of(additive, multiplicative) : List.of(additive);
    }

    private List<EtsModel> admissible(double[] y) {
        boolean positive = Observations.allPositive(y);
        boolean seasonal = seasonLength > 1 && seasonLength <= LONGEST_SEASON && y.length >= 2 * seasonLength + 2;
        List<EtsModel> models = new ArrayList<>();
        for (boolean multiplicative : positive ? new boolean[] {false, true} : new boolean[] {false}) {
            for (EtsModel.Trend trend : EtsModel.Trend.values()) {
                models.add(new EtsModel(multiplicative, trend, EtsModel.Season.NONE));
                if (seasonal) {
                    models.add(new EtsModel(multiplicative, trend, EtsModel.Season.ADDITIVE));
                    if (multiplicative) {
                        models.add(new EtsModel(true, trend, EtsModel.Season.MULTIPLICATIVE));
                    }
                }
            }
        }
        models.removeIf(model -> y.length < model.parameterCount(seasonLength) + 3 && model.hasTrend());
        return models;
    }

    FittedEts fit(double[] y, EtsModel model) {
        Candidate candidate = new Candidate(y, model, seasonLength);
        double[] rough = candidate.search(candidate.initial(), NelderMead.Precision.ROUGH);
        return candidate.fitted(candidate.search(rough, NelderMead.Precision.FINE));
    }

    /// One model on one series.
    private record Candidate(double[] y, EtsModel model, int seasonLength, EtsStart start) {

        Candidate(double[] y, EtsModel model, int seasonLength) {
            this(y, model, seasonLength, EtsStart.of(y, model, seasonLength));
        }

        double[] search(double[] from, NelderMead.Precision precision) {
            return NelderMead.minimise(this::criterion, from, precision, EVALUATIONS);
        }

        /// @param free on the unbounded scale of [EtsParameters]
        private double criterion(double[] free) {
            return Ets.criterion(y, model, start.state(model, EtsParameters.of(model, free)));
        }

        /// The best of a coarse grid, so that the search does not end in the nearest hollow.
        double[] initial() {
            double[] best = null;
            double least = Double.POSITIVE_INFINITY;
            for (double alpha : LEVEL_GRID) {
                for (double beta : model.hasTrend() ? TREND_GRID : NOTHING) {
                    for (double gamma : model.isSeasonal() ? SEASON_GRID : NOTHING) {
                        double[] free = free(model, alpha, beta, gamma);
                        double criterion = criterion(free);
                        if (best == null || criterion < least) {
                            best = free;
                            least = criterion;
                        }
                    }
                }
            }
            return best;
        }

        FittedEts fitted(double[] free) {
            EtsParameters parameters = EtsParameters.of(model, free);
            EtsState state = start.state(model, parameters);
            double twice = Ets.criterion(y, model, state.copy());
            int n = y.length;
            int k = model.parameterCount(seasonLength);
            double penalty = n - k - 1 > 0 ? 2.0 * k * (k + 1) / (n - k - 1) : Double.POSITIVE_INFINITY;
            double[] expected = expected(y, state);
            double squares = 0;
            for (int t = 0; t < n; t++) {
                double error = y[t] - expected[t];
                double relative = model.multiplicativeError() ? error / expected[t] : error;
                squares += relative * relative;
            }
            double sigma = Math.sqrt(squares / Math.max(1, n - EtsParameters.count(model)));
            return new FittedEts(model, parameters, state, expected, sigma, twice + 2 * k + penalty, -twice / 2);
        }
    }

    private static double[] free(EtsModel model, double alpha, double beta, double gamma) {
        double[] free = new double[EtsParameters.count(model)];
        int i = 0;
        free[i++] = alpha;
        if (model.hasTrend()) {
            free[i++] = beta;
        }
        if (model.isSeasonal()) {
            free[i++] = gamma;
        }
        if (model.isDamped()) {
            free[i] = 2;
        }
        return free;
    }

    /// Twice the negative logarithm of the likelihood, without its constant, as R gives it.
    static double criterion(double[] y, EtsModel model, EtsState state) {
        double squares = 0;
        double logs = 0;
        for (double value : y) {
            double expected = state.expected();
            double error = value - expected;
            if (model.multiplicativeError()) {
                if (!(expected > 0)) {
                    return Double.MAX_VALUE;
                }
                error /= expected;
                logs += StrictMath.log(expected);
            }
            squares += error * error;
            state.update(value, expected);
        }
        double criterion = y.length * StrictMath.log(Math.max(squares, 1e-300)) + 2 * logs;
        return Double.isFinite(criterion) ? criterion : Double.MAX_VALUE;
    }

    /// Runs the state over the series, so that it stands at its end.
    private static double[] expected(double[] y, EtsState state) {
        double[] expected = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            expected[t] = state.expected();
            state.update(y[t], expected[t]);
        }
        return expected;
    }
}
