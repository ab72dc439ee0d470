package dev.almanac.engine;

import java.util.ArrayList;
import java.util.List;

/// A series ready to be forecast: without gaps, its season known, its regressors moved along.
///
/// @param y shape `[n]`, finite
/// @param seasonLength 1 for none
/// @param regressors null for none
record Prepared(double[] y, int seasonLength, Profile profile, Regressors regressors) {

    private static final int LEAST = 3;

    /// @param values NaN where missing
    /// @throws IllegalArgumentException says what the series lacks
    static Prepared of(double[] values, int seasonLength, boolean robust, Regressors regressors) {
        Observations.requireUsableOrMissing(values);
        double[] y = Gaps.fill(values);
        if (y.length < LEAST) {
            throw new IllegalArgumentException("needs at least " + LEAST + " observations, has " + y.length);
        }
        Observations.requireSeason(seasonLength);
        if (seasonLength > 1 && y.length <= 2 * seasonLength) {
            throw new IllegalArgumentException("needs more than %d observations for a season of %d, has %d"
                    .formatted(2 * seasonLength, seasonLength, y.length));
        }
        Regressors moved = regressors == null ? null : regressors.from(Gaps.leading(values));
        Profile profile = Profile.of(y, seasonLength);
        double[] clean = robust ? Interventions.find(y, profile.seasonLength()).cleaned() : y;
        return new Prepared(clean, profile.seasonLength(), profile, moved);
    }

    /// @param model `auto`, or the name of a method
    Forecaster method(String model) {
        Forecaster method = AutoForecaster.AUTO.equals(model)
                ? Pool.of(profile, y.length)
                : Method.named(model)
                        .orElseThrow(() -> new IllegalArgumentException("cannot be forecast by " + model
                                + ", which is none of " + String.join(", ", Method.names())))
                        .of(seasonLength, y.length);
        return explained(method);
    }

    /// The methods that `auto` joins here.
    List<Forecaster> members() {
        return Pool.members(Pool.of(profile, y.length)).stream()
                .map(this::explained)
                .toList();
    }

    /// The pool of `auto` without some of its members.
    Forecaster without(List<Forecaster> members) {
        Forecaster pool = Pool.of(profile, y.length);
        List<Forecaster> kept = Pool.members(pool).stream()
                .filter(member -> !members.contains(explained(member)))
                .toList();
        return explained(
                pool instanceof Combination combination
                        ? new Combination(combination.seasonLength(), kept, combination.rule())
                        : pool);
    }

    /// The methods and the one that everything is compared with.
    List<Forecaster> withYardstick(List<Forecaster> methods) {
        List<Forecaster> all = new ArrayList<>(methods);
        Forecaster yardstick = new SeasonalNaive(seasonLength);
        if (!all.contains(yardstick)) {
            all.add(yardstick);
        }
        return all;
    }

    private Forecaster explained(Forecaster method) {
        return regressors == null ? method : new WithRegressors(method, seasonLength, regressors);
    }
}
