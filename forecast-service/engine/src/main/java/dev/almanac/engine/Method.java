package dev.almanac.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The methods that can be asked for by name, made for a season and a length of series.
enum Method {
    NAIVE("naive", (season, n) -> new SeasonalNaive(1)),
    SEASONAL_NAIVE("seasonal_naive", (season, n) -> new SeasonalNaive(season)),
    DRIFT("drift", (season, n) -> new Drift(season)),
    MEAN("mean", (season, n) -> new HistoricalMean()),
    SES("ses", (season, n) -> new Ets(1, Ets.Family.SIMPLE)),
    HOLT("holt", (season, n) -> new Ets(1, Ets.Family.HOLT)),
    DAMPED("damped", (season, n) -> new Ets(1, Ets.Family.DAMPED)),
    HOLT_WINTERS("holt_winters", (season, n) -> new Ets(seasonal(season, "holt_winters"), Ets.Family.HOLT_WINTERS)),
    ETS("ets", (season, n) -> new Ets(season)),
    THETA("theta", (season, n) -> new Theta(season)),
    OPTIMISED_THETA("optimised_theta", (season, n) -> new DynamicTheta(season, false)),
    DYNAMIC_THETA("dynamic_theta", (season, n) -> new DynamicTheta(season, true)),
    ARIMA("arima", (season, n) -> new Arima(season)),
    MSTL_ETS("mstl+ets", (season, n) -> new Mstl(periods(season, n, "mstl"), new Ets(1))),
    MSTL_ARIMA("mstl+arima", (season, n) -> new Mstl(periods(season, n, "mstl"), new Arima(1))),
    HARMONIC("harmonic", (season, n) -> new Harmonic(periods(season, n, "harmonic"))),
    INTERMITTENT("intermittent", (season, n) -> new Intermittent(Intermittent.Rule.SMOOTHING)),
    CROSTON("croston", (season, n) -> new Intermittent(Intermittent.Rule.CROSTON)),
    SBA("sba", (season, n) -> new Intermittent(Intermittent.Rule.SBA)),
    TSB("tsb", (season, n) -> new Intermittent(Intermittent.Rule.TSB)),
    ADIDA("adida", (season, n) -> new Intermittent(Intermittent.Rule.ADIDA)),
    IMAPA("imapa", (season, n) -> new Intermittent(Intermittent.Rule.IMAPA)),
    MEDIAN("median", (season, n) -> Pool.classic(season, n, Combination.Rule.MEDIAN)),
    WEIGHTED("weighted", (season, n) -> Pool.classic(season, n, Combination.Rule.WEIGHTED));

    private static final int DAY_OF_HOURS = 24;
    private static final int MINUTES = 1440;

    private final String text;
    private final BiFunction<Integer, Integer, Forecaster> maker;

    Method(String text, BiFunction<Integer, Integer, Forecaster> maker) {
        this.text = text;
        this.maker = maker;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(method -> method.text).toList();
    }

    static Optional<Method> named(String name) {
        return Arrays.stream(values())
                .filter(method -> method.text.equals(name))
                .findFirst();
    }

    String text() {
        return text;
    }

    /// @param season 1 for none
    /// @param n how many observations there are
    /// @throws IllegalArgumentException when the method needs a season and there is none
    Forecaster of(int season, int n) {
        return maker.apply(season, n);
    }

    private static int seasonal(int season, String method) {
        if (season < 2) {
            throw new IllegalArgumentException("has no season, which " + method + " needs");
        }
        return season;
    }

    /// The season itself and, for parts of a day, the week.
    static List<Integer> periods(int season, int n, String method) {
        boolean partsOfDay = season >= DAY_OF_HOURS && MINUTES % season == 0;
        return partsOfDay && n >= 3 * 7 * season ? List.of(season, 7 * season) : List.of(seasonal(season, method));
    }
}
