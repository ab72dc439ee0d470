package dev.almanac.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

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
    private static final int PATHS = 1000;
    private static final int LONGEST_SEASON = 24;

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
        double[] best = null;
        EtsModel chosen = null;
        double least = Double.POSITIVE_INFINITY;
        for (EtsModel candidate : candidates(y)) {
            double[] found = search(y, candidate, initial(candidate), NelderMead.Precision.ROUGH);
            double aicc = fitted(y, candidate, found).aicc;
            if (best == null || aicc < least) {
                best = found;
                chosen = candidate;
                least = aicc;
            }
        }
        return fitted(y, chosen, search(y, chosen, best, NelderMead.Precision.FINE));
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

    Fitted fit(double[] y, EtsModel model) {
        double[] rough = search(y, model, initial(model), NelderMead.Precision.ROUGH);
        return fitted(y, model, search(y, model, rough, NelderMead.Precision.FINE));
    }

    private double[] search(double[] y, EtsModel model, double[] start, NelderMead.Precision precision) {
        Start states = Start.of(y, model, seasonLength);
        return NelderMead.minimise(
                free -> criterion(y, model, states.state(model, EtsParameters.of(model, free))),
                start,
                precision,
                EVALUATIONS);
    }

    private Fitted fitted(double[] y, EtsModel model, double[] best) {
        Start start = Start.of(y, model, seasonLength);
        EtsParameters parameters = EtsParameters.of(model, best);
        EtsState state = start.state(model, parameters);
        double twice = criterion(y, model, state.copy());
        int k = model.parameterCount(seasonLength);
        double penalty = y.length - k - 1 > 0 ? 2.0 * k * (k + 1) / (y.length - k - 1) : Double.POSITIVE_INFINITY;
        double[] expected = expected(y, state);
        double squares = 0;
        for (int t = 0; t < y.length; t++) {
            double error = y[t] - expected[t];
            double relative = model.multiplicativeError() ? error / expected[t] : error;
            squares += relative * relative;
        }
        double sigma = Math.sqrt(squares / Math.max(1, y.length - EtsParameters.count(model)));
        return new Fitted(model, parameters, state, expected, sigma, twice + 2 * k + penalty, -twice / 2);
    }

    private static double[] initial(EtsModel model) {
        double[] free = new double[EtsParameters.count(model)];
        free[0] = -0.5;
        for (int i = 1; i < free.length; i++) {
            free[i] = -2;
        }
        if (model.isDamped()) {
            free[free.length - 1] = 2;
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

    /// Level, trend and season before the first observation.
    private record Start(double level, double trend, double[] seasonal) {

        static Start of(double[] y, EtsModel model, int m) {
            double[] adjusted = y;
            double[] seasonal = new double[0];
            if (model.isSeasonal()) {
                boolean multiplicative = model.season() == EtsModel.Season.MULTIPLICATIVE;
                Decomposition season = Decomposition.of(y, m, multiplicative);
                adjusted = season.adjust(y);
                seasonal = season.seasonal();
            }
            int used = Math.min(adjusted.length, Math.max(10, 2 * m));
            double centre = (used - 1) / 2.0;
            double mean = Observations.mean(adjusted, 0, used);
            double products = 0;
            double squares = 0;
            for (int t = 0; t < used; t++) {
                products += (t - centre) * (adjusted[t] - mean);
                squares += (t - centre) * (t - centre);
            }
            double slope = products / squares;
            return model.hasTrend()
                    ? new Start(mean - slope * (centre + 1), slope, seasonal)
                    : new Start(Observations.mean(adjusted, 0, Math.min(used, Math.max(3, m))), 0, seasonal);
        }

        EtsState state(EtsModel model, EtsParameters parameters) {
            return new EtsState(model, parameters, level, trend, seasonal.clone(), 0);
        }
    }

    static final class Fitted implements FittedModel {
        private final EtsModel model;
        private final EtsParameters parameters;
        private final EtsState end;
        private final double[] expected;
        private final double sigma;
        private final double aicc;
        private final double logLikelihood;

        Fitted(
                EtsModel model,
                EtsParameters parameters,
                EtsState end,
                double[] expected,
                double sigma,
                double aicc,
                double logLikelihood) {
            this.model = model;
            this.parameters = parameters;
            this.end = end;
            this.expected = expected;
            this.sigma = sigma;
            this.aicc = aicc;
            this.logLikelihood = logLikelihood;
        }

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] mean = new double[horizon];
            EtsState state = end.copy();
            for (int h = 0; h < horizon; h++) {
                mean[h] = state.expected();
                state.update(mean[h], mean[h]);
            }
            return model.multiplicativeError()
                    ? simulated(mean, levels)
                    : Forecast.normal(mean, deviations(horizon), levels);
        }

        /// Of additive errors: `sigma^2 * (1 + sum(c[j]^2))`, `c[j] = alpha + beta*(phi + ... + phi^j) + gamma*[m |
        /// j]`.
        /// Source: Hyndman, Koehler, Ord and Snyder (2008), table 6.1.
        private double[] deviations(int horizon) {
            double[] deviations = new double[horizon];
            double sum = 1;
            double damping = 1;
            double damped = 0;
            for (int h = 0; h < horizon; h++) {
                deviations[h] = sigma * Math.sqrt(sum);
                damping *= parameters.phi();
                damped += damping;
                boolean sameSeason = model.isSeasonal() && (h + 1) % end.seasonLength() == 0;
                double c = parameters.alpha() + parameters.beta() * damped + (sameSeason ? parameters.gamma() : 0);
                sum += c * c;
            }
            return deviations;
        }

        @Override
        public double[] expected() {
            return expected.clone();
        }

        private Forecast simulated(double[] mean, double... levels) {
            if (levels.length == 0) {
                return Forecast.normal(mean, mean);
            }
            double[][] outcomes = new double[mean.length][PATHS];
            SplittableRandom random = new SplittableRandom(20_260_101L);
            for (int path = 0; path < PATHS; path++) {
                EtsState state = end.copy();
                for (int h = 0; h < mean.length; h++) {
                    double expected = state.expected();
                    double shock = sigma * Normal.quantile(Math.max(random.nextDouble(), 1e-12));
                    double value = model.multiplicativeError() ? expected * (1 + shock) : expected + shock;
                    outcomes[h][path] = value;
                    state.update(value, expected);
                }
            }
            return Quantiles.intervals(mean, outcomes, levels);
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("alpha", parameters.alpha());
            if (model.hasTrend()) {
                values.put("beta", parameters.beta());
            }
            if (model.isSeasonal()) {
                values.put("gamma", parameters.gamma());
            }
            if (model.isDamped()) {
                values.put("phi", parameters.phi());
            }
            values.put("sigma", sigma);
            values.put("aicc", aicc);
            values.put("log_likelihood", logLikelihood);
            return values;
        }

        @Override
        public String description() {
            return model.code();
        }
    }
}
