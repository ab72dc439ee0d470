package dev.almanac.engine;

/// `auto` as a method: for each series the pool that suits it, without the members that were hopeless at the last
/// origins of that very series. So a backtest of it chooses from what was known at each origin, and from nothing else.
///
/// @param horizon that it is asked for, which the inner origins are tried with
/// @param regressors null for none
record Automatic(int seasonLength, int horizon, Regressors regressors) implements Forecaster {

    @Override
    public String name() {
        return AutoForecaster.AUTO;
    }

    @Override
    public int minimumObservations() {
        return Math.max(3, seasonLength > 1 ? 2 * seasonLength + 1 : 3);
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        Prepared series = Prepared.of(y, seasonLength, false, regressors);
        var task = new AutoForecaster.Task(horizon, seasonLength, AutoForecaster.AUTO, 0);
        return Tried.automatic(series, task).chosen().fit(y);
    }
}
