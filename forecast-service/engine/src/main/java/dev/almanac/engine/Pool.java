package dev.almanac.engine;

import java.util.ArrayList;
import java.util.List;

/// Which methods `auto` joins for a series of a given profile. The reasons, with figures, are in the engine's README.
final class Pool {

    private static final int DAY_OF_HOURS = 24;

    private Pool() {}

    /// The plain mean of few, diverse methods: choosing between them, or weighting them, by a few windows of one series
    /// follows chance.
    static Forecaster of(Profile profile, int n) {
        if (profile.intermittent()) {
            return Method.INTERMITTENT.of(1, n);
        }
        if (profile.wandering()) {
            return mean(1, n, Method.ETS, Method.THETA, Method.NAIVE, Method.DRIFT);
        }
        int season = profile.seasonLength();
        if (season > DAY_OF_HOURS) {
            Forecaster adjusted = mean(season, n, Method.MSTL_ETS, Method.MSTL_ARIMA);
            List<Forecaster> members = new ArrayList<>(members(adjusted));
            members.add(new Ets(1));
            members.add(new Arima(1));
            return combination(season, members, n, Combination.Rule.MEAN);
        }
        return season == DAY_OF_HOURS
                ? mean(season, n, Method.MSTL_ETS, Method.ARIMA)
                : classic(season, n, Combination.Rule.MEAN);
    }

    /// For years, quarters, months and other short seasons.
    static Forecaster classic(int season, int n, Combination.Rule rule) {
        List<Method> methods =
                new ArrayList<>(List.of(Method.ETS, Method.THETA, Method.DYNAMIC_THETA, Method.ARIMA, Method.DRIFT));
        if (season > 1) {
            methods.add(Method.MSTL_ETS);
        }
        return combination(
                season, methods.stream().map(method -> method.of(season, n)).toList(), n, rule);
    }

    static List<Forecaster> members(Forecaster method) {
        return method instanceof Combination combination ? combination.members() : List.of();
    }

    private static Forecaster mean(int season, int n, Method... methods) {
        List<Forecaster> members = new ArrayList<>();
        for (Method method : methods) {
            members.add(method.of(season, n));
        }
        return combination(season, members, n, Combination.Rule.MEAN);
    }

    /// Without the members that the series is too short for.
    private static Forecaster combination(int season, List<Forecaster> members, int n, Combination.Rule rule) {
        List<Forecaster> possible = members.stream()
                .filter(member -> member.minimumObservations() <= n)
                .toList();
        return possible.isEmpty() ? new SeasonalNaive(1) : new Combination(season, possible, rule);
    }
}
